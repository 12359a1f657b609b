package org.provenote.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.provenote.notebook.NotebookLocation.Source;

/** Against a server that answers as Jupyter does; {@code install/tests/test_which_notebook.py} asks a real one. */
class NotebookLocatorTest {
    private static final String KERNEL = "11111111-2222-3333-4444-555555555555";

    @TempDir
    Path root;

    @TempDir
    Path runtime;

    private final Map<String, String> variables = new HashMap<>(Map.of("JPY_PARENT_PID", "7"));
    private final Map<String, String> answers = new HashMap<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String secret = exchange.getRequestHeaders().getFirst("X-Provenote-Jupyter-Secret");
            String answer = answers.getOrDefault(path + " " + secret, answers.get(path));
            byte[] body = (answer == null ? "{}" : answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 403 : 200, body.length);
            try (exchange) {
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        Files.writeString(
                runtime.resolve("jpserver-7.json"),
                "{\"url\": \"http://127.0.0.1:%d/\", \"token\": \"\", \"root_dir\": \"%s\"}"
                        .formatted(server.getAddress().getPort(), root));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aKernelsNotebookIsTheOneThatJupyterNames() throws IOException {
        Path notebook = notebook("train.ipynb", "one");
        sessions("train.ipynb");

        NotebookLocation found = locate("not saved yet");
        assertThat(found.file()).contains(notebook);
        assertThat(found.source()).isEqualTo(Source.JUPYTER_SERVER);
    }

    @Test
    void ofTwoNotebooksOnOneKernelItIsTheOneThatHoldsTheRunningCell() throws IOException {
        Path first = notebook("first.ipynb", "one", "two");
        Path second = notebook("second.ipynb", "three");
        sessions("first.ipynb", "second.ipynb");

        assertThat(locate("two").file()).contains(first);
        assertThat(locate("three").file()).contains(second);
    }

    @Test
    void ofTwoNotebooksOnOneKernelNeitherIsBelievedWithoutTheRunningCell() throws IOException {
        variables.put("JPY_SESSION_NAME", notebook("first.ipynb", "one").toString());
        notebook("copy.ipynb", "one");
        sessions("first.ipynb", "copy.ipynb");

        for (@Nullable String cellId : new String[] {"one", "not saved yet", null}) {
            assertThat(locate(cellId).file()).as(cellId).isEmpty();
        }
    }

    @Test
    void aNotebookIsNotBelievedForACellOfAnotherOnTheSameKernelThatHasNoFile() throws IOException {
        notebook("first.ipynb", "one");
        sessions("first.ipynb", "RTC:second.ipynb");

        assertThat(locate("two").file()).isEmpty();
    }

    @Test
    void twoSessionsOfOneNotebookAreOneNotebook() throws IOException {
        Path notebook = notebook("train.ipynb", "one");
        sessions("train.ipynb", "train.ipynb");

        assertThat(locate("not saved yet").file()).contains(notebook);
    }

    @Test
    void theNotebookOfAnEarlierCellIsNotTakenForTheNextOnesOnceTheKernelIsShared() throws IOException {
        Path first = notebook("first.ipynb", "one");
        sessions("first.ipynb");
        CurrentLocation current = new CurrentLocation(new NotebookLocator(environment()), Runnable::run, "one");
        assertThat(current.get().file()).contains(first);

        Path second = notebook("second.ipynb", "two");
        sessions("first.ipynb", "second.ipynb");
        current.refresh("not saved yet");
        assertThat(current.get().file()).isEmpty();
        current.refresh("two");
        assertThat(current.get().file()).contains(second);

        sessions("first.ipynb");
        current.refresh("one");
        assertThat(current.get().file()).contains(first);
    }

    @Test
    void whereJupyterRefusesOurExtensionTellsForTheSecretWhichNotebookItIs() throws IOException {
        variables.put(
                "JPY_SESSION_NAME", notebook("Untitled.ipynb", "of the other").toString());
        Path notebook = notebook("train.ipynb", "one");
        variables.put("PROVENOTE_JUPYTER_SECRET", "known");
        answers.put("/provenote/kernels/" + KERNEL + "/sessions known", json("train.ipynb"));
        assertThat(locate("one").file()).contains(notebook);

        variables.put("PROVENOTE_JUPYTER_SECRET", "of another server");
        assertThat(locate("one").file()).isEmpty();
    }

    @Test
    void aServerWithoutOurExtensionIsAskedAsAnyIs() throws IOException {
        Path notebook = notebook("train.ipynb", "one");
        variables.put("PROVENOTE_JUPYTER_SECRET", "of another server");
        sessions("train.ipynb");

        assertThat(locate("one").file()).contains(notebook);
    }

    @Test
    void whereNobodyTellsTheSessionNameIsBelievedForACellThatItsNotebookHolds() throws IOException {
        Path notebook = notebook("Untitled.ipynb", "one");
        variables.put("JPY_SESSION_NAME", notebook.toString());
        CurrentLocation current = new CurrentLocation(new NotebookLocator(environment()), Runnable::run, "one");
        assertThat(current.get().file()).contains(notebook);

        Files.move(notebook, root.resolve("train.ipynb"));
        notebook("Untitled.ipynb", "of the other");
        current.refresh("one");
        assertThat(current.get().file()).isEmpty();
    }

    @Test
    void theSessionNameIsBelievedWhereJupyterNamesTheSameNotebookOnADriveOfItsOwn() throws IOException {
        Path notebook = notebook("train (1).ipynb", "one");
        variables.put("JPY_SESSION_NAME", notebook.toString());
        sessions("RTC:train (1).ipynb");
        assertThat(locate("not saved yet").file()).contains(notebook);

        sessions("RTC:renamed.ipynb");
        assertThat(locate("not saved yet").file()).isEmpty();
    }

    private NotebookLocation locate(@Nullable String cellId) {
        return new NotebookLocator(environment()).locate(cellId);
    }

    private KernelEnvironment environment() {
        return new KernelEnvironment(runtime.resolve("kernel-" + KERNEL + ".json"), variables::get);
    }

    private Path notebook(String name, String... cellIds) throws IOException {
        String cells = Stream.of(cellIds)
                .map("{\"id\": \"%s\", \"cell_type\": \"code\", \"source\": \"\"}"::formatted)
                .collect(Collectors.joining(", "));
        return Files.writeString(root.resolve(name), "{\"cells\": [%s], \"metadata\": {}}".formatted(cells));
    }

    /** What Jupyter tells who may ask; until then it refuses. */
    private void sessions(String... paths) {
        answers.put("/api/sessions", json(paths));
    }

    private static String json(String... paths) {
        return Stream.of(paths)
                .map(path -> "{\"path\": \"%s\", \"type\": \"notebook\", \"kernel\": {\"id\": \"%s\"}}"
                        .formatted(path, KERNEL))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
