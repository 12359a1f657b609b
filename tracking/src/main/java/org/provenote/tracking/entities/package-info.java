/**
 * What is tracked, as immutable records. Component names are the field names of MLflow's REST API in camel case, so that
 * what a store returns, what the API hands out and what goes over the wire is one and the same type.
 */
@NullMarked
package org.provenote.tracking.entities;

import org.jspecify.annotations.NullMarked;
