/**
 * MLflow's search language. A {@code filter_string} and an {@code order_by} flow in; one SQL statement with bound values
 * flows out, or an error that says at which position what was found and what was expected.
 *
 * @see <a href="https://mlflow.org/docs/latest/search-runs.html">MLflow: Search Runs</a>
 */
@NullMarked
package org.provenote.tracking.search;

import org.jspecify.annotations.NullMarked;
