package org.provenote.server.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The listening socket. Open until {@link #close}, which lets requests in progress end. */
public final class Door implements AutoCloseable {
    private static final int BACKLOG = 1_024;
    private static final int SECONDS_FOR_LAST_ANSWERS = 1;

    static {
        // Read once by the JDK's server when its classes load, so before the first use below.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", String.valueOf(Limits.ARRIVAL.toSeconds()));
        System.setProperty("sun.net.httpserver.maxIdleConnections", String.valueOf(Limits.CONNECTIONS));
        System.setProperty("jdk.httpserver.maxConnections", String.valueOf(Limits.CONNECTIONS));
        // A refused upload is drained this far, so that its sender reads the refusal and not a broken pipe.
        System.setProperty("sun.net.httpserver.drainAmount", String.valueOf(4 * 1024 * 1024));
    }

    private final HttpServer server;
    private final ExecutorService threads;

    private Door(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Listens.
     *
     * @param port 0 for any free one
     */
    public static Door open(String host, int port, Conversation conversation) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
        ExecutorService threads = threads();
        server.setExecutor(threads);
        server.createContext("/", conversation::handle);
        server.start();
        return new Door(server, threads);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(SECONDS_FOR_LAST_ANSWERS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
    }

    private static ExecutorService threads() {
        AtomicInteger count = new AtomicInteger();
        return new ThreadPoolExecutor(
                4, Limits.REQUESTS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> daemon(task, count));
    }

    private static Thread daemon(Runnable task, AtomicInteger count) {
        Thread thread = new Thread(task, "http-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
