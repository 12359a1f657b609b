package org.provenote.server.http;

import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The listening socket, by Jetty. Open until {@link #close}, which lets requests in progress end. */
public final class Door implements AutoCloseable {
    private static final int BACKLOG = 1_024;
    private static final Duration FOR_LAST_ANSWERS = Duration.ofSeconds(1);

    private final Server server;
    private final ServerConnector connector;

    private Door(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Listens.
     *
     * @param port 0 for any free one
     * @throws BindException if the port is taken or the host is not this machine's
     */
    public static Door open(String host, int port, Conversation conversation) throws IOException {
        Server server = new Server(threads());
        ServerConnector connector = new StayingConnector(server, new HttpConnectionFactory(http()), Limits.GRACE);
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(BACKLOG);
        connector.setIdleTimeout(Limits.SILENCE.toMillis());
        connector.setShutdownIdleTimeout(Limits.SILENCE_AT_THE_END.toMillis());
        server.addConnector(connector);
        NetworkConnectionLimit limit = new NetworkConnectionLimit(Limits.CONNECTIONS, connector);
        limit.setEndPointIdleTimeout(Limits.SILENCE_IN_A_CROWD.toMillis());
        server.addBean(limit);
        server.setErrorHandler(new UnreadableRequest());
        server.setHandler(new GracefulHandler(new Pace.Watch(conversation)));
        server.setStopTimeout(FOR_LAST_ANSWERS.toMillis());
        start(server);
        return new Door(server, connector);
    }

    /** Carries out a conversation without a socket: it loads what {@link #open} and the first request need. */
    public static void rehearse(Conversation conversation) throws Exception {
        Server server = new Server(threads());
        LocalConnector connector = new LocalConnector(server, new HttpConnectionFactory(http()));
        server.addConnector(connector);
        server.setHandler(new GracefulHandler(conversation));
        server.start();
        try {
            connector.getResponse("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        } finally {
            server.stop();
        }
    }

    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            // Whatever still ran has been cut off, and the socket is closed.
        }
    }

    private static void start(Server server) throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            if (e.getCause() instanceof BindException taken) {
                throw taken;
            }
            throw e instanceof IOException io ? io : new IOException(e);
        }
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(Limits.HEADER_BYTES);
        http.setSendServerVersion(false);
        // Headers come as they were sent: MLflow minds the case of a content type.
        http.setHeaderCacheCaseSensitive(true);
        // Paths come as they were sent: they are decoded once, by Request, and checked where a file is opened.
        http.setUriCompliance(UriCompliance.UNSAFE);
        return http;
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(Limits.REQUESTS, 8);
        threads.setName("http");
        threads.setDaemon(true);
        // Each minute. By itself it would give up one, and a crowd's would take a day to go.
        threads.setMaxEvictCount(100);
        return threads;
    }
}
