/**
 * MLflow's rules for what may be logged, as in {@code mlflow/utils/validation.py}: applied before anything is written, so
 * that a bad key is refused at the call that brought it.
 */
@NullMarked
package org.provenote.tracking.validation;

import org.jspecify.annotations.NullMarked;
