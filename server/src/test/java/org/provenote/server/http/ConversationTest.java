package org.provenote.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.server.backend.Backend;
import org.provenote.server.mlflow.Mounted;
import org.provenote.server.mlflow.models.CreateModel;
import org.provenote.server.mlflow.runs.CreateRun;
import org.provenote.server.mlflow.runs.GetRun;
import org.provenote.tracking.MlflowException;

class ConversationTest {
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    /** A part that looks like the whole would be taken for it. */
    @Test
    void anAnswerThatFailsWhileItIsWrittenIsNoWholeOneToItsClient() throws IOException {
        Route broken = new Broken();
        Conversation conversation = new Conversation(
                List.of(),
                new Router(List.of(broken)),
                new AccessLog(new PrintStream(log, true, StandardCharsets.UTF_8), true));
        try (Door door = Door.open("127.0.0.1", 0, conversation)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + broken.path()))
                    .build();
            assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("GET /points failed", "the store has gone");
    }

    @Test
    void slashesInARowLeadToThePathWithOne() throws Exception {
        Conversation conversation = new Conversation(
                List.of(), new Router(List.of(new Echo())), new AccessLog(new PrintStream(log), false));
        try (Door door = Door.open("127.0.0.1", 0, conversation)) {
            URI address = URI.create("http://127.0.0.1:" + door.port() + "/api//2.0///echo?a=%20b");
            HttpRequest request = HttpRequest.newBuilder(address)
                    .POST(HttpRequest.BodyPublishers.ofString("said"))
                    .build();
            HttpResponse<String> first = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            assertThat(first.statusCode()).isEqualTo(308);
            assertThat(first.headers().firstValue("Location")).hasValue("/api/2.0/echo?a=%20b");

            HttpRequest encoded = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + door.port() + "/api/%2F2.0/echo"))
                    .POST(HttpRequest.BodyPublishers.ofString("said"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(encoded, BodyHandlers.ofString())
                            .statusCode())
                    .as("it would lead to itself")
                    .isEqualTo(404);

            HttpClient following = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
            assertThat(following.send(request, BodyHandlers.ofString()).body()).isEqualTo("said");
        }
    }

    /** For as much as a thread has ever written at once, the JDK keeps memory that no collection frees. */
    @Test
    void aLongAnswerTakesNoMemoryOutsideTheHeap() throws Exception {
        byte[] body = new byte[40 << 20];
        Arrays.fill(body, (byte) 'x');
        Conversation conversation = new Conversation(
                List.of(), new Router(List.of(new Large(body))), new AccessLog(new PrintStream(log), false));
        try (Door door = Door.open("127.0.0.1", 0, conversation)) {
            URI address = URI.create("http://127.0.0.1:" + door.port() + "/large");
            long before = outsideTheHeap();
            // Not by HttpClient, which keeps such memory itself.
            byte[] answer = address.toURL().openStream().readAllBytes();
            assertThat(answer).isEqualTo(body);
            assertThat(outsideTheHeap() - before).isLessThan(body.length / 2);
        }
    }

    /** Each holds what it has not read: a few would have all the memory there is, and the rest of the class an error. */
    @Test
    void largeAnswersThatNobodyReadsLeaveRoomForOthers() throws Exception {
        byte[] body = new byte[40 << 20];
        Room room = new Room(60 << 20, Duration.ofMillis(200));
        Conversation conversation = new Conversation(
                List.of(),
                new Router(List.of(new Large(body), new Echo())),
                new AccessLog(new PrintStream(log), false),
                room,
                new SpareMemory());
        try (Door door = Door.open("127.0.0.1", 0, conversation)) {
            String address = "http://127.0.0.1:" + door.port();
            HttpRequest large =
                    HttpRequest.newBuilder(URI.create(address + "/large")).build();
            HttpRequest small = HttpRequest.newBuilder(URI.create(address + "/api/2.0/echo"))
                    .POST(HttpRequest.BodyPublishers.ofString("said"))
                    .build();
            HttpClient client = HttpClient.newHttpClient();
            try (Socket unread = new Socket("127.0.0.1", door.port())) {
                unread.getOutputStream()
                        .write("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(unread.getInputStream().read()).isEqualTo('H');
                HttpResponse<String> refused = client.send(large, BodyHandlers.ofString());
                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(refused.body()).contains("REQUEST_LIMIT_EXCEEDED", "ask again later");
                assertThat(client.send(small, BodyHandlers.ofString()).body()).isEqualTo("said");
            }
            // The server learns only in time that the reader has gone.
            HttpResponse<byte[]> answer = client.send(large, BodyHandlers.ofByteArray());
            for (int tries = 0; answer.statusCode() == 429 && tries < 100; tries++) {
                answer = client.send(large, BodyHandlers.ofByteArray());
            }
            assertThat(answer.body()).hasSameSizeAs(body);
        }
    }

    /** After a 429 clients send again what creates something: it would be there twice. */
    @Test
    void whatWasCreatedIsToldWhetherThereIsRoomOrNot(@TempDir Path folder) throws Exception {
        Room none = new Room(Room.BLOCK_BYTES, Duration.ofMillis(10));
        none.take(1);
        try (Backend backend = new Backend(folder, Optional.empty())) {
            List<Route> routes = List.of(
                    new Mounted("/api/2.0", new CreateRun(backend)),
                    new Mounted("/api/2.0", new GetRun(backend)),
                    new Mounted("/api/2.0", new CreateModel(backend)));
            Conversation conversation = new Conversation(
                    List.of(), new Router(routes), new AccessLog(new PrintStream(log), false), none, new SpareMemory());
            try (Door door = Door.open("127.0.0.1", 0, conversation)) {
                String mlflow = "http://127.0.0.1:" + door.port() + "/api/2.0/mlflow/";
                String tags = IntStream.range(0, 40)
                        .mapToObj(i -> "{\"key\":\"t" + i + "\",\"value\":\"" + "x".repeat(4000) + "\"}")
                        .collect(Collectors.joining(",", "\"tags\":[", "]"));
                String created = "{\"experiment_id\":\"0\"," + tags + "}";
                HttpResponse<String> run = post(mlflow + "runs/create", created);
                assertThat(run.statusCode()).isEqualTo(200);
                assertThat(post(mlflow + "logged-models", created).statusCode()).isEqualTo(200);

                String id = run.body().replaceFirst("(?s).*\"run_id\": ?\"(\\w+)\".*", "$1");
                HttpRequest read = HttpRequest.newBuilder(URI.create(mlflow + "runs/get?run_id=" + id))
                        .build();
                assertThat(HttpClient.newHttpClient()
                                .send(read, BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(429);
            }
        }
    }

    private static HttpResponse<String> post(String address, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    /** What such a reader takes is written by other threads than the one that made it, and after that. */
    @Test
    void whatAnAnswerThatIsTakenLateHasTakenIsGivenBackToTheSystem() throws Exception {
        byte[] body = new byte[40 << 20];
        Conversation conversation = new Conversation(
                List.of(),
                new Router(List.of(new Large(body))),
                new AccessLog(new PrintStream(log), false),
                new Room(60 << 20, Duration.ofMillis(200)),
                new SpareMemory(0, Duration.ofMillis(10)));
        CountDownLatch collected = new CountDownLatch(1);
        onCollectionsAskedFor(collected::countDown);
        try (Door door = Door.open("127.0.0.1", 0, conversation);
                Socket late = new Socket("127.0.0.1", door.port())) {
            late.getOutputStream()
                    .write("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(late.getInputStream().read()).isEqualTo('H');
            Thread.sleep(500);
            late.getInputStream().skipNBytes(body.length);
            assertThat(collected.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void onCollectionsAskedFor(Runnable then) {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, none) -> {
                                if (GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                                        .getGcCause()
                                        .equals("System.gc()")) {
                                    then.run();
                                }
                            },
                            null,
                            null);
        }
    }

    private static long outsideTheHeap() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static final class Large implements Route {
        private final byte[] body;

        Large(byte[] body) {
            this.body = body;
        }

        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String path() {
            return "/large";
        }

        @Override
        public Response answer(Request request) {
            return Response.of(200, "text/plain", body);
        }
    }

    private static final class Echo implements Route {
        @Override
        public String method() {
            return "POST";
        }

        @Override
        public String path() {
            return "/api/2.0/echo";
        }

        @Override
        public Response answer(Request request) throws IOException {
            return Response.of(200, "text/plain", request.bodyBytes());
        }
    }

    private static final class Broken implements Route {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String path() {
            return "/points";
        }

        @Override
        public Response answer(Request request) {
            return Response.stream("application/json", out -> {
                out.write(new byte[100_000]);
                throw MlflowException.invalid("the store has gone");
            });
        }
    }
}
