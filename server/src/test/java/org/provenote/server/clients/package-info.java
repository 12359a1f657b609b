/** MLflow's own clients, unchanged, against this server. */
@NullMarked
package org.provenote.server.clients;

import org.jspecify.annotations.NullMarked;
