package org.provenote.server.http;

import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * One line for each request: time, method, path, status, microseconds. No query, header or body is written, since they hold
 * names, values and secrets.
 */
public final class AccessLog {
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[^!-~]");

    private static final Pattern NOT_IN_A_LINE = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");

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

    /** Which file of this machine it was, which its client is not told. */
    void failure(Request request, FileSystemException cause) {
        out.println(now() + " " + line(request) + " failed: "
                + NOT_IN_A_LINE.matcher(cause.toString()).replaceAll("?"));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The raw path is percent-encoded but for what a rude client sends: neither forges a line. */
    private static String line(Request request) {
        return request.method() + " " + NOT_PRINTABLE.matcher(request.rawPath()).replaceAll("?");
    }
}
