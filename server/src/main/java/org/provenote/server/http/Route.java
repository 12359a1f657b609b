package org.provenote.server.http;

import java.util.List;

/**
 * One thing the server answers. Its path is fixed text in which a segment {@code {name}} stands for any one segment and a
 * last {@code {name...}} for all that follows.
 */
public interface Route {
    /** The methods that are answered, but for {@code HEAD} and {@code OPTIONS}, which no route has of its own. */
    List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    /** The HTTP method, in capitals. A route for {@code GET} answers {@code HEAD} too. */
    String method();

    /** The decoded path, beginning with {@code /}. */
    String path();

    /**
     * The answer. What is thrown becomes an error body: {@link org.provenote.tracking.MlflowException} with its code,
     * anything else as {@code INTERNAL_ERROR}.
     */
    Response answer(Request request) throws Exception;

    /**
     * Whether this writes and then tells what it wrote. Such an answer is sent whether there is room for it or not: a client that
     * gets 429 takes it that nothing was done, and creates the same once more.
     */
    default boolean tellsWhatItWrote() {
        return false;
    }
}
