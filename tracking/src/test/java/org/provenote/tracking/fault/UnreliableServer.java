package org.provenote.tracking.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;

/** Stands before a real server and carries requests to it, as well as it does at the time. */
final class UnreliableServer implements AutoCloseable {
    private static final Set<String> KEPT = Set.of("content-type", "authorization", "accept");

    private final MockWebServer server = new MockWebServer();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String behind;
    private final Phaser carrying = new Phaser(1);
    private volatile State state = State.WELL;
    private volatile CountDownLatch over = new CountDownLatch(1);

    enum State {
        WELL,
        /** Closes each connection. */
        DOWN,
        /** Takes requests and does nothing, until the state changes. */
        HANGING,
        /** Carries everything, and answers nothing to who creates a run. */
        SILENT_ABOUT_NEW_RUNS,
        /** As that, and keeps him waiting until the state changes. */
        HANGING_AFTER_NEW_RUNS
    }

    UnreliableServer(String behind) throws IOException {
        this.behind = behind;
        server.setDispatcher(new Carrying());
        server.start();
    }

    String url() {
        String url = server.url("/").toString();
        return url.substring(0, url.length() - 1);
    }

    void is(State next) {
        state = next;
        CountDownLatch before = over;
        over = new CountDownLatch(1);
        before.countDown();
    }

    /** Nothing more gets through, and all that did is done when this returns. */
    void goDown() {
        is(State.DOWN);
        carrying.arriveAndAwaitAdvance();
    }

    @Override
    public void close() {
        is(State.DOWN);
        server.close();
    }

    private final class Carrying extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            carrying.register();
            try {
                return answered(request);
            } finally {
                carrying.arriveAndDeregister();
            }
        }

        private MockResponse answered(RecordedRequest request) throws InterruptedException {
            // In this order: should the state change in between, the latch is the one that is opened.
            CountDownLatch end = over;
            State now = state;
            boolean create = request.getUrl().encodedPath().endsWith("/runs/create");
            switch (now) {
                case DOWN -> {
                    return nothing();
                }
                case HANGING -> {
                    end.await();
                    return nothing();
                }
                default -> {
                    MockResponse answer = carried(request);
                    if (create && now == State.HANGING_AFTER_NEW_RUNS) {
                        end.await();
                    }
                    return create && now != State.WELL ? nothing() : answer;
                }
            }
        }

        private MockResponse nothing() {
            return new MockResponse.Builder()
                    .onResponseStart(new SocketEffect.CloseSocket())
                    .build();
        }

        private MockResponse carried(RecordedRequest request) throws InterruptedException {
            String path = request.getUrl().encodedPath();
            String query = request.getUrl().encodedQuery();
            byte[] body =
                    request.getBody() == null ? new byte[0] : request.getBody().toByteArray();
            HttpRequest.Builder carried = HttpRequest.newBuilder(
                            URI.create(behind + path + (query == null ? "" : "?" + query)))
                    .method(request.getMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            request.getHeaders().forEach(header -> {
                if (KEPT.contains(header.getFirst().toLowerCase(java.util.Locale.ROOT))) {
                    carried.header(header.getFirst(), header.getSecond());
                }
            });
            try {
                HttpResponse<byte[]> answer = client.send(carried.build(), HttpResponse.BodyHandlers.ofByteArray());
                return new MockResponse.Builder()
                        .code(answer.statusCode())
                        .setHeader(
                                "Content-Type",
                                answer.headers().firstValue("content-type").orElse("text/plain"))
                        .body(new Buffer().write(answer.body()))
                        .build();
            } catch (IOException e) {
                return nothing();
            }
        }
    }
}
