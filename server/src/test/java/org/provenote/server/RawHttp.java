package org.provenote.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests and answers byte by byte, for what no client of HTTP would send. */
final class RawHttp {
    private RawHttp() {}

    /** A search of runs whose body is in chunks, as {@code body} has them. */
    static byte[] chunked(String body) {
        return ("POST /api/2.0/mlflow/runs/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The first line of the answer, {@code null} where there is none. */
    static String firstLine(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }
}
