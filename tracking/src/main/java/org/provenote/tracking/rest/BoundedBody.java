package org.provenote.tracking.rest;

import java.io.IOException;
import okhttp3.Response;
import okio.BufferedSource;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.MlflowException.ErrorCode;

/** Reads answers up to a bound, after decompression, so that no server can fill the heap. */
final class BoundedBody {
    /** 50,000 runs of 1 kB and a bit. */
    private static final long LIMIT = 64L << 20;

    private BoundedBody() {}

    static String text(Response response) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(LIMIT + 1)) {
            throw new MlflowException(
                    ErrorCode.INTERNAL_ERROR,
                    "The server's answer is longer than " + (LIMIT >> 20) + " MiB; ask for a smaller page");
        }
        return source.readUtf8();
    }

    /** The first characters, for an error text. */
    static String start(Response response, long bytes) {
        try {
            BufferedSource source = response.body().source();
            source.request(bytes);
            return source.getBuffer()
                    .snapshot((int) Math.min(bytes, source.getBuffer().size()))
                    .utf8();
        } catch (IOException e) {
            return "";
        }
    }
}
