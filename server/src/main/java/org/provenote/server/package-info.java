/**
 * A small HTTP server over a tracking store: the notebook's runs for the sidebar, and MLflow's REST API for every client.
 * {@link org.provenote.server.Main} is the command line, {@link org.provenote.server.Contents} the table of contents of
 * what is answered.
 */
@NullMarked
package org.provenote.server;

import org.jspecify.annotations.NullMarked;
