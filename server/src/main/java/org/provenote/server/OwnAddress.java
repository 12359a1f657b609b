package org.provenote.server;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import org.provenote.server.guard.Hosts;
import org.provenote.tracking.address.ThisMachine;
import org.provenote.tracking.store.TrackingUris;

/**
 * Where a server is about to listen. Its clients are told to name it in {@code MLFLOW_TRACKING_URI}, which also names the server
 * that it is put in front of: in front of itself, it would ask itself for every answer.
 *
 * @param port 0 for one that nobody knows yet
 * @param names under which it is reached besides
 */
record OwnAddress(String host, int port, List<String> names) {
    /** The server's address for a browser on this machine. */
    static String shown(String host, int port) {
        try {
            String name = InetAddress.getByName(host).isAnyLocalAddress() ? "127.0.0.1" : inUri(host);
            return "http://" + name + ":" + port;
        } catch (UnknownHostException nowhere) {
            return "http://" + host + ":" + port;
        }
    }

    /** The host as it stands in addresses: {@code ::1} is in brackets there, in which it may have been given. */
    static String inUri(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /** Whether a request to {@code uri} would come to this server. */
    boolean isAt(String uri) {
        try {
            // Without user and password, at whose signs this parser stumbles, and not what connects.
            URI asked = new URI(TrackingUris.shown(uri));
            return asked.getHost() != null && port != 0 && portOf(asked) == port && isName(asked.getHost());
        } catch (URISyntaxException noAddress) {
            return false;
        }
    }

    private static int portOf(URI uri) {
        int standard = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        return uri.getPort() < 0 ? standard : uri.getPort();
    }

    private boolean isName(String asked) {
        return asked.equalsIgnoreCase(host)
                || names.stream().map(Hosts::withoutPort).anyMatch(asked::equalsIgnoreCase)
                || ThisMachine.isNamed(asked) && listensOnThisMachine();
    }

    private boolean listensOnThisMachine() {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isLoopbackAddress() || address.isAnyLocalAddress();
        } catch (UnknownHostException nowhere) {
            return false;
        }
    }
}
