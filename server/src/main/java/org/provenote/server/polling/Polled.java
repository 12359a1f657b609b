package org.provenote.server.polling;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;
import org.provenote.tracking.store.TrackingStore;

/** Answers of what a store holds, with a weak ETag of all of it, by which asking again costs nothing while nothing has changed. */
public final class Polled {
    /** Revisions count from the opening of a store, so they mean something in one process only. */
    private static final String PROCESS = UUID.randomUUID().toString().substring(0, 8);

    private Polled() {}

    /** What {@code answer} makes as JSON, or 304 without making it. */
    public static Response answer(Request request, Optional<TrackingStore> store, Supplier<Object> answer) {
        Optional<String> tag = tag(store);
        if (tag.isPresent()
                && request.header("If-None-Match").filter(tag.get()::equals).isPresent()) {
            return Response.notModified().header("ETag", tag.get());
        }
        Response response = Response.json(answer.get());
        tag.ifPresent(value -> response.header("ETag", value));
        return response.header("Cache-Control", "no-cache");
    }

    /** Empty where a store cannot tell cheaply whether it has changed. */
    private static Optional<String> tag(Optional<TrackingStore> store) {
        return store.isEmpty()
                ? Optional.of("W/\"" + PROCESS + "-none\"")
                : store.flatMap(s -> s.revision().map(revision -> tag(s, revision)));
    }

    private static String tag(TrackingStore store, long revision) {
        return "W/\"" + PROCESS + "-" + Integer.toHexString(store.trackingUri().hashCode()) + "-" + revision + "\"";
    }
}
