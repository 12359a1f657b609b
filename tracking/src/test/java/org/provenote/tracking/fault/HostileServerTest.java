package org.provenote.tracking.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.rest.RestStoreProvider;
import org.provenote.tracking.store.ExperimentSearch;
import org.provenote.tracking.store.LoggedModelSearch;
import org.provenote.tracking.store.RunSearch;
import org.provenote.tracking.store.TrackingStore;

/** A server that means harm: what it answers stays within a bound of memory, and within the folder that was named. */
class HostileServerTest {
    private static final String RUN =
            "{\"run\":{\"info\":{\"run_id\":\"r\",\"run_uuid\":\"r\",\"experiment_id\":\"0\",\"status\":\"RUNNING\","
                    + "\"start_time\":1,\"lifecycle_stage\":\"active\",\"artifact_uri\":\"mlflow-artifacts:/0/r/artifacts\"},\"data\":{}}}";

    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private TrackingStore store;

    @BeforeEach
    void start() throws IOException {
        server.start();
        store = new RestStoreProvider().open(server.url("/").toString());
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
    }

    @Test
    void anAnswerThatUnpacksToMoreThanTheBoundIsRefused() throws IOException {
        Buffer bomb = bomb(256);
        answer(request -> new MockResponse.Builder()
                .setHeader("Content-Type", "application/json")
                .setHeader("Content-Encoding", "gzip")
                .body(bomb.clone())
                .build());

        assertThatThrownBy(() -> store.searchRuns(RunSearch.in(List.of("0"))))
                .isInstanceOf(MlflowException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void jsonThatIsNestedWithoutEndIsRefused() {
        String deep = "{\"runs\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}";
        answer(request -> json(deep));

        assertThatThrownBy(() -> store.searchRuns(RunSearch.in(List.of("0")))).isInstanceOf(MlflowException.class);
    }

    @Test
    void aClassNamedInJsonIsNeverMade() {
        String typed = RUN.replace(
                "\"data\":{}", "\"data\":{\"@class\":\"java.net.Socket\",\"tags\":[[\"java.io.File\",\"x\"]]}");
        answer(request -> json(typed));

        // Read as what it is, or refused; there is nothing that could make another object of it.
        try {
            assertThat(store.getRun("r").info().runId()).isEqualTo("r");
        } catch (MlflowException refused) {
            assertThat(refused).hasMessageContaining("answer");
        }
    }

    @Test
    void artifactsNamedOutsideOfTheirFolderAreNotWrittenThere() throws IOException {
        for (String name :
                List.of("../../evil.txt", "/evil.txt", "a/../../../evil.txt", "..\\evil.txt", "a\u0000b", "..", "")) {
            answer(request -> request.getUrl().encodedPath().contains("runs/get")
                    ? json(RUN)
                    : request.getUrl().queryParameter("path") != null
                            ? json("{\"files\":[{\"path\":\""
                                    + name.replace("\\", "\\\\").replace("\u0000", "\\u0000")
                                    + "\",\"is_dir\":false,\"file_size\":4}]}")
                            : new MockResponse.Builder().body("evil").build());
            Run run = store.getRun("r");
            Path target = Files.createDirectories(folder.resolve("inner/target"));

            assertThatThrownBy(() -> store.artifacts(run.info()).download("", target))
                    .as(name)
                    .isInstanceOf(MlflowException.class);
            assertThat(filesOutside(target)).as(name).isEmpty();
        }
    }

    static Stream<Named<Consumer<TrackingStore>>> listings() {
        return Stream.of(
                Named.of("artifacts", store -> store.artifacts("r").list("")),
                Named.of("points", store -> store.eachPoint("r", "m", point -> {})),
                Named.of("experiments", store -> new MlflowClient(store).searchExperiments()),
                Named.of(
                        "runs",
                        store -> new MlflowClient(store)
                                .streamRuns(RunSearch.in(List.of("0")))
                                .forEach(run -> {})),
                Named.of(
                        "models",
                        store -> store.loggedModels()
                                .search(new LoggedModelSearch(List.of("0"), "", List.of(), 1, List.of(), "again"))));
    }

    @ParameterizedTest
    @MethodSource("listings")
    void aListingThatBeginsAgainAndAgainIsGivenUp(Consumer<TrackingStore> listing) {
        answer(request -> json(RUN.replaceFirst("}$", ",\"next_page_token\":\"again\"}")));

        assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> assertThatThrownBy(() -> listing.accept(store))
                        .isInstanceOf(MlflowException.class)
                        .hasMessageContaining("repeats its page token"));
    }

    static Stream<Named<Consumer<TrackingStore>>> listsReadToTheirEnd() {
        return listings().filter(listing -> !listing.getName().equals("models"));
    }

    @ParameterizedTest
    @MethodSource("listsReadToTheirEnd")
    void aListingThatAlwaysNamesAnotherPageIsGivenUp(Consumer<TrackingStore> listing) {
        AtomicInteger pages = new AtomicInteger();
        answer(request ->
                json(RUN.replaceFirst("}$", ",\"next_page_token\":\"page " + pages.incrementAndGet() + "\"}")));

        assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> assertThatThrownBy(() -> listing.accept(store))
                        .isInstanceOf(MlflowException.class)
                        .hasMessageContaining("100 pages in a row"));
    }

    @Test
    void aListingThatIsTooLongToBeHeldIsGivenUp() {
        String experiments = String.join(",", Collections.nCopies(50_000, "{\"experiment_id\":\"1\"}"));
        AtomicInteger pages = new AtomicInteger();
        answer(request -> json("{\"experiments\":[" + experiments + "],\"next_page_token\":\"page "
                + pages.incrementAndGet() + "\"}"));

        assertThatThrownBy(() -> store.everyExperiment(ExperimentSearch.all()))
                .isInstanceOf(MlflowException.class)
                .hasMessageContaining("1000000 entries");
        assertThat(pages).hasValueLessThan(30);
    }

    private List<Path> filesOutside(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(target))
                    .toList();
        }
    }

    private void answer(Function<RecordedRequest, MockResponse> answers) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answers.apply(request);
            }
        });
    }

    private static MockResponse json(String body) {
        return new MockResponse.Builder()
                .setHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    /** A JSON text of that many MiB, packed. */
    private static Buffer bomb(int mebibytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = new GZIPOutputStream(packed)) {
            for (int i = 0; i < mebibytes; i++) {
                out.write(spaces);
            }
        }
        return new Buffer().write(packed.toByteArray());
    }
}
