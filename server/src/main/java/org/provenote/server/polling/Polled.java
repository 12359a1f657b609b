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
        return answer(request, store, "", answer);
    }

    /** @param besides what the answer depends on besides the store, such as a file: as it is now */
    public static Response answer(
            Request request, Optional<TrackingStore> store, String besides, Supplier<Object> answer) {
        Optional<String> tag = tag(store, Integer.toHexString(besides.hashCode()));
        if (tag.isPresent()
                && request.header("If-None-Match").filter(tag.get()::equals).isPresent()) {
            return Response.notModified().header("ETag", tag.get());
        }
        Response response = Response.json(answer.get());
        tag.ifPresent(value -> response.header("ETag", value));
        return response.header("Cache-Control", "no-cache");
    }

    /** Empty where a store cannot tell cheaply whether it has changed. */
    private static Optional<String> tag(Optional<TrackingStore> store, String besides) {
        Optional<String> state = store.isEmpty()
                ? Optional.of("none")
                : store.flatMap(s -> s.revision().map(revision -> state(s, revision)));
        return state.map(known -> "W/\"" + PROCESS + "-" + known + "-" + besides + "\"");
    }

    private static String state(TrackingStore store, long revision) {
        return Integer.toHexString(store.trackingUri().hashCode()) + "-" + revision;
    }
}
