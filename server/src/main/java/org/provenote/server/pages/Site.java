package org.provenote.server.pages;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.provenote.server.http.Route;

/**
 * The web pages that a server has.
 *
 * @param pages the folder of our own, where they are installed
 * @param mlflowUi the folder of MLflow's web UI, where it is to be served
 */
public record Site(Optional<Path> pages, Optional<Path> mlflowUi) {
    /** A server without pages. */
    public static final Site NONE = new Site(Optional.empty(), Optional.empty());

    /** Every file of the pages; {@code /} is MLflow's, where that is served, else it leads to ours. */
    public Stream<Route> routes() {
        Stream<Route> root = mlflowUi.isPresent()
                ? mlflowUi.stream().flatMap(MlflowUi::routes)
                : pages.stream().map(folder -> new Redirect("/", OwnPages.BELOW_ROOT));
        return Stream.concat(root, pages.stream().flatMap(OwnPages::routes));
    }

    /** Where our own pages are, relative to the server's root, where they are installed. */
    public Optional<String> pagesPath() {
        return pages.map(folder -> OwnPages.BELOW_ROOT);
    }

    /**
     * Whether a path is one of our pages' files, which hold nothing secret: they open without a token and then ask for it. MLflow's
     * pages cannot ask, so a browser has to before it opens them.
     */
    public boolean asksForToken(String path) {
        boolean leadsToPages = path.equals("/") && mlflowUi.isEmpty();
        return pages.isPresent()
                && (leadsToPages || path.equals(OwnPages.PATH) || path.startsWith(OwnPages.PATH + "/"));
    }
}
