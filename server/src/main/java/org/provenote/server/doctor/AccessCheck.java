package org.provenote.server.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Whether a server could listen on this machine. */
public final class AccessCheck {
    public Finding look() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return Finding.good(
                    "A server can listen on " + socket.getInetAddress().getHostAddress());
        } catch (IOException e) {
            return Finding.bad("No server can listen on 127.0.0.1 (" + e.getMessage()
                    + "): the sidebar will stay empty. Does a sandbox or firewall forbid it?");
        }
    }
}
