package org.provenote.kernel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.provenote.testing.KeptPort;

/** Where a kernel is to listen, as a connection file says it: a port for each channel, which nobody else is given. */
final class KernelPorts implements AutoCloseable {
    private final Map<String, KeptPort> byChannel = new HashMap<>();
    private final String key = UUID.randomUUID().toString();

    KernelPorts() {
        List.of("shell", "iopub", "stdin", "control", "hb").forEach(channel -> byChannel.put(channel, new KeptPort()));
    }

    /** What the connection file says. */
    Map<String, Object> connection() {
        Map<String, Object> connection = new HashMap<>();
        connection.put("transport", "tcp");
        connection.put("ip", "127.0.0.1");
        connection.put("signature_scheme", "hmac-sha256");
        connection.put("key", key);
        byChannel.forEach((channel, port) -> connection.put(channel + "_port", port.number()));
        return connection;
    }

    /** Another program that listens where the kernel is to. */
    ServerSocket takenBefore(String channel) throws IOException {
        ServerSocket other = new ServerSocket();
        other.bind(new InetSocketAddress("127.0.0.1", byChannel.get(channel).number()));
        return other;
    }

    @Override
    public void close() {
        byChannel.values().forEach(KeptPort::close);
    }
}
