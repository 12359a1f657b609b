package org.provenote.magics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.provenote.notebook.KernelEnvironment;
import org.provenote.session.Cell;
import org.provenote.session.EndedCell;
import org.provenote.session.FrontEnd;
import org.provenote.session.KernelPort;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.context.RunContext;
import org.provenote.tracking.context.RunContextProvider;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.entities.RunStatus;
import org.provenote.tracking.entities.ViewType;
import org.provenote.tracking.store.NewRun;
import org.provenote.tracking.store.RunSearch;

/** A notebook in a folder of its own, and what its magics print and show. */
final class NotebookUnderTest implements AutoCloseable {
    private final RunContextProvider before = RunContext.current();
    private final StringBuilder shown = new StringBuilder();
    private final TrackedNotebook notebook;

    NotebookUnderTest(Path folder) throws IOException {
        this(folder, "notebook.ipynb");
    }

    NotebookUnderTest(Path folder, String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "{\"cells\": []}");
        KernelPort kernel = new ShowingKernel(folder.resolve("kernel.json"), shown);
        Map<String, String> variables = Map.of("JPY_SESSION_NAME", file.toString(), "PWD", folder.toString());
        notebook = new TrackedNotebook(
                kernel, new KernelEnvironment(kernel.connectionFile(), variables::get), List.of(), null);
        RunContext.use(notebook);
    }

    /** Carries out {@code %mlflow line}, a line feed in which stands for a value, and returns what stands below the cell then. */
    String magic(String line, Object... values) {
        return below(() -> notebook.lineMagic(line, List.of(values)));
    }

    /** Runs a cell of nothing but {@code %%mlflow line} and returns what stands below it then. */
    String cell(String line) {
        Cell cell = new Cell("message", null, "%%mlflow " + line, System.currentTimeMillis());
        return below(() -> {
            notebook.cellStarting(cell);
            notebook.cellMagic(line);
            notebook.cellEnded(new EndedCell(cell, System.currentTimeMillis(), null));
        });
    }

    private String below(Runnable magic) {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        shown.setLength(0);
        try {
            magic.run();
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8) + shown;
    }

    MlflowClient client() {
        return new MlflowClient();
    }

    /** The id of a run that has ended, made beside the magics; the later its start, the newer it is. */
    String run(String name, long startTime) {
        return run(name, startTime, TrackingEnvironment.ofProcess().user());
    }

    /** As {@link #run(String, long)}, of another user. */
    String run(String name, long startTime, String user) {
        MlflowClient client = client();
        String id = client.createRun(new NewRun(experimentId(), user, name, startTime, List.of()))
                .info()
                .runId();
        client.setTerminated(id, RunStatus.FINISHED, startTime + 1);
        return id;
    }

    /** The runs of the active experiment, those in the trash too; newest first. */
    List<Run> runs() {
        return client().streamRuns(RunSearch.in(List.of(experimentId())).viewType(ViewType.ALL))
                .toList();
    }

    private String experimentId() {
        return new MlflowContext().getExperimentId();
    }

    @Override
    public void close() {
        notebook.close();
        RunContext.use(before);
    }

    private record ShowingKernel(Path connectionFile, StringBuilder shown) implements KernelPort {
        @Override
        public String name() {
            return "test";
        }

        @Override
        public void display(Map<String, Object> data) {
            shown.append(data.get("text/plain"));
        }

        @Override
        public Optional<FrontEnd> frontEnd() {
            return Optional.empty();
        }
    }
}
