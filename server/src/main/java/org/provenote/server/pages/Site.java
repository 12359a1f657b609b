package org.provenote.server.pages;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.provenote.server.http.Route;

/**
 * The web pages that a server has.
 *
 * @param mlflowUi the folder of MLflow's web UI, where it is to be served
 */
public record Site(Optional<Path> mlflowUi) {
    /** A server without pages. */
    public static final Site NONE = new Site(Optional.empty());

    /** Every file of the pages. */
    public Stream<Route> routes() {
        return mlflowUi.stream().flatMap(MlflowUi::routes);
    }
}
