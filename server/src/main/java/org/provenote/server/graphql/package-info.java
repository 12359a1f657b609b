/**
 * The part of MLflow's GraphQL that its web UI asks: four queries, each of which is a route of the REST API in other clothes.
 * See {@code docs/decisions/0044}.
 */
@NullMarked
package org.provenote.server.graphql;

import org.jspecify.annotations.NullMarked;
