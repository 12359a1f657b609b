import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An HTTP client that does the least that a client can, over connections that stay open: of a request that takes 0.3 ms a whole
 * one would be the better half. May be used from any thread.
 */
final class BareClient {
    private final int port;
    private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();

    BareClient(int port) {
        this.port = port;
    }

    String post(String path, String json) throws IOException {
        return send("POST", "/api/2.0/mlflow/" + path, json);
    }

    String get(String path) throws IOException {
        return send("GET", path, "");
    }

    private String send(String method, String path, String json) throws IOException {
        Connection connection = idle.poll();
        if (connection == null || connection.isStale()) {
            connection = new Connection(new Socket("127.0.0.1", port));
        }
        String body = connection.answer(method, path, json.getBytes(StandardCharsets.UTF_8));
        connection.lastUsed = System.nanoTime();
        idle.add(connection);
        return body;
    }

    /** One connection that stays open: a request in one write, and of the answer what HTTP/1.1 needs to find its end. */
    private static final class Connection {
        private final Socket socket;
        private final InputStream in;
        private long lastUsed;

        /** Servers close connections that nobody used for some seconds. */
        boolean isStale() {
            return System.nanoTime() - lastUsed > 1_000_000_000L;
        }

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        }

        String answer(String method, String path, byte[] body) throws IOException {
            ByteArrayOutputStream request = new ByteArrayOutputStream(512 + body.length);
            String head = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + socket.getPort()
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
            request.write(head.getBytes(StandardCharsets.UTF_8));
            request.write(body);
            request.writeTo(socket.getOutputStream());
            String status = line();
            int length = -1;
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
            }
            String answer = new String(length >= 0 ? in.readNBytes(length) : chunks(), StandardCharsets.UTF_8);
            if (!status.contains(" 200 ")) {
                throw new IllegalStateException(status + " " + answer);
            }
            return answer;
        }

        private byte[] chunks() throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
                all.write(in.readNBytes(size));
                line();
            }
            line();
            return all.toByteArray();
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException("the server closed the connection");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }
    }
}
