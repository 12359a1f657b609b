package org.provenote.server.artifacts;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.provenote.server.http.Request;

/**
 * The part of a file that a client asks for by {@code Range} (RFC 9110), to go on with a download or to move in a film.
 *
 * @param from the first byte, counted from 0; the file's size where there is none
 * @param to the last byte
 */
record ByteRange(long from, long to) {
    private static final Pattern ONE = Pattern.compile("(?i)bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /** Empty where the whole file is the answer: without the header, and for whatever else than one range of bytes. */
    static Optional<ByteRange> of(Request request, long size) {
        Matcher asked = ONE.matcher(request.header("Range").orElse(""));
        if (!asked.matches() || asked.group(1).isEmpty() && asked.group(2).isEmpty()) {
            return Optional.empty();
        }
        if (asked.group(1).isEmpty()) {
            return Optional.of(new ByteRange(Math.max(0, size - Long.parseLong(asked.group(2))), size - 1));
        }
        long from = Long.parseLong(asked.group(1));
        long to = asked.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(asked.group(2));
        return to < from ? Optional.empty() : Optional.of(new ByteRange(Math.min(from, size), Math.min(to, size - 1)));
    }

    boolean isEmpty() {
        return length() <= 0;
    }

    long length() {
        return to - from + 1;
    }
}
