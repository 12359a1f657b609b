/**
 * The web pages: files that are served as they are, our own under {@code /pages/} and, when asked for, MLflow's web UI at
 * {@code /}. Nothing in them is secret; what they show, they ask of the other routes.
 */
@NullMarked
package org.provenote.server.pages;

import org.jspecify.annotations.NullMarked;
