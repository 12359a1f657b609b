package org.provenote.server.artifacts;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.provenote.server.http.Request;
import org.provenote.server.http.Response;

/**
 * By what a client tells whether it has a file already, or a part of this very one (RFC 9110, 8.8 and 13): an {@code ETag} and
 * the time of the last change.
 */
record FileMark(String tag, Instant modified) {

    static FileMark of(Instant modified, long size) {
        String time = Long.toHexString(modified.getEpochSecond()) + "." + Integer.toHexString(modified.getNano());
        return new FileMark(
                "\"" + time + "-" + Long.toHexString(size) + "\"", modified.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Whether what the client has is the file as it is. */
    boolean isWhatTheClientHas(Request request) {
        Optional<String> tags = request.header("If-None-Match");
        if (tags.isPresent()) {
            return Stream.of(tags.get().split(","))
                    .map(String::strip)
                    .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
        }
        return request.header("If-Modified-Since")
                .flatMap(FileMark::time)
                .filter(time -> !modified.isAfter(time))
                .isPresent();
    }

    /**
     * Whether a part of the file fits to what the client has of it; also where it does not ask. Not by a time: a file that was
     * written twice within a second has one for two contents.
     */
    boolean isStillThatOf(Request request) {
        return request.header("If-Range").map(tag::equals).orElse(true);
    }

    Response on(Response response) {
        return response.header("ETag", tag)
                .header("Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(modified.atOffset(ZoneOffset.UTC)))
                // Kept, and asked about each time: a run may log the file anew.
                .header("Cache-Control", "no-cache");
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
