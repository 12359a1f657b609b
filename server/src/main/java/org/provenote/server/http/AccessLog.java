package org.provenote.server.http;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * One line for each request: time, method, path, status, microseconds. No query, header or body is written, since they hold
 * names, values and secrets.
 */
public final class AccessLog {
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[^!-~]");

    private final PrintStream out;
    private final boolean everyRequest;

    /**
     * Writes to {@code out}.
     *
     * @param everyRequest false to write failures alone
     */
    public AccessLog(PrintStream out, boolean everyRequest) {
        this.out = out;
        this.everyRequest = everyRequest;
    }

    void write(Request request, int status, long nanos) {
        if (everyRequest) {
            out.println(now() + " " + line(request) + " " + status + " " + nanos / 1_000 + "us");
        }
    }

    void failure(Request request, Throwable cause) {
        synchronized (out) {
            out.println(now() + " " + line(request) + " failed");
            cause.printStackTrace(out);
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The raw path is percent-encoded but for what a rude client sends: neither forges a line. */
    private static String line(Request request) {
        return request.method() + " " + NOT_PRINTABLE.matcher(request.rawPath()).replaceAll("?");
    }
}
