package org.provenote.kernel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks Jupyter's wire protocol 5.3 to a kernel, as far as these tests need it. */
final class JupyterClient implements AutoCloseable {
    private static final String DELIMITER = "<IDS|MSG>";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ZContext zmq = new ZContext();
    private final ZMQ.Socket shell;
    private final ZMQ.Socket control;
    private final ZMQ.Socket iopub;
    private final String key;
    private final String session = UUID.randomUUID().toString();

    private JupyterClient(Map<String, Object> connection) {
        key = (String) connection.get("key");
        shell = socket(SocketType.DEALER, connection, "shell");
        control = socket(SocketType.DEALER, connection, "control");
        iopub = socket(SocketType.SUB, connection, "iopub");
        iopub.subscribe(ZMQ.SUBSCRIPTION_ALL);
    }

    /** Connects and waits until the kernel answers and its broadcasts arrive. */
    static JupyterClient connect(Map<String, Object> connection) throws InterruptedException {
        JupyterClient client = new JupyterClient(connection);
        for (long deadline = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < deadline; Thread.sleep(50)) {
            String id = client.send(client.shell, "kernel_info_request", Map.of());
            if (client.idleAfter(id)) {
                return client;
            }
        }
        client.close();
        throw new AssertionError("the kernel did not answer within " + PATIENCE);
    }

    private ZMQ.Socket socket(SocketType type, Map<String, Object> connection, String channel) {
        ZMQ.Socket socket = zmq.createSocket(type);
        socket.setLinger(0);
        socket.setReceiveTimeOut((int) PATIENCE.toMillis());
        socket.connect("tcp://127.0.0.1:" + connection.get(channel + "_port"));
        return socket;
    }

    private boolean idleAfter(String requestId) {
        iopub.setReceiveTimeOut(500);
        try {
            for (Message message = receive(iopub); message != null; message = receive(iopub)) {
                if (message.answers(requestId) && message.isIdle()) {
                    return true;
                }
            }
            return false;
        } finally {
            iopub.setReceiveTimeOut((int) PATIENCE.toMillis());
        }
    }

    CellResult execute(String source) {
        String id = send(
                shell,
                "execute_request",
                Map.of(
                        "code", source,
                        "silent", false,
                        "store_history", true,
                        "user_expressions", Map.of(),
                        "allow_stdin", false,
                        "stop_on_error", true));
        CellResultBuilder result = new CellResultBuilder();
        for (Message message = next(iopub); !(message.answers(id) && message.isIdle()); message = next(iopub)) {
            if (message.answers(id)) {
                result.add(message.type(), message.content());
            }
        }
        return result.build(reply(id).content().path("status").asString());
    }

    private Message reply(String requestId) {
        Message reply = next(shell);
        while (!reply.answers(requestId)) {
            reply = next(shell);
        }
        return reply;
    }

    /** How many entries the kernel's history has. */
    int historyLength() {
        String id = send(
                shell, "history_request", Map.of("output", false, "raw", true, "hist_access_type", "tail", "n", 10));
        return reply(id).content().path("history").size();
    }

    void shutDown(boolean restart) {
        send(control, "shutdown_request", Map.of("restart", restart));
    }

    private String send(ZMQ.Socket socket, String type, Map<String, Object> content) {
        String id = UUID.randomUUID().toString();
        String header = JSON.writeValueAsString(Map.of(
                "msg_id",
                id,
                "session",
                session,
                "username",
                "test",
                "date",
                java.time.Instant.now().toString(),
                "msg_type",
                type,
                "version",
                "5.3"));
        String body = JSON.writeValueAsString(content);
        socket.sendMore(DELIMITER);
        socket.sendMore(sign(header, "{}", "{}", body));
        socket.sendMore(header);
        socket.sendMore("{}");
        socket.sendMore("{}");
        socket.send(body);
        return id;
    }

    private String sign(String... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            for (String part : parts) {
                mac.update(part.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Message next(ZMQ.Socket socket) {
        Message message = receive(socket);
        if (message == null) {
            throw new AssertionError("the kernel sent nothing for " + PATIENCE);
        }
        return message;
    }

    private static @Nullable Message receive(ZMQ.Socket socket) {
        String frame = socket.recvStr();
        while (frame != null && !frame.equals(DELIMITER)) {
            frame = socket.recvStr();
        }
        if (frame == null) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        while (socket.hasReceiveMore()) {
            parts.add(socket.recvStr());
        }
        return new Message(JSON.readTree(parts.get(1)), JSON.readTree(parts.get(2)), JSON.readTree(parts.get(4)));
    }

    private record Message(JsonNode header, JsonNode parent, JsonNode content) {
        String type() {
            return header.path("msg_type").asString();
        }

        boolean answers(String requestId) {
            return parent.path("msg_id").asString("").equals(requestId);
        }

        boolean isIdle() {
            return type().equals("status")
                    && content.path("execution_state").asString("").equals("idle");
        }
    }

    @Override
    public void close() {
        zmq.close();
    }
}
