package org.provenote.tracking.fault;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.provenote.testing.Java;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.MlflowClient;
import org.provenote.tracking.MlflowContext;
import org.provenote.tracking.context.RunContext;
import org.provenote.tracking.context.RunContextProvider;
import org.provenote.tracking.context.TrackingEnvironment;
import org.provenote.tracking.entities.Run;
import org.provenote.tracking.store.DeliveryStatus;
import org.provenote.tracking.store.ExperimentPlan;
import org.provenote.tracking.store.TrackingStores;
import org.provenote.tracking.store.TrackingUris;

/** A program that logs through the public API, as cells do, one command after the other, in a process of its own. */
final class LoggingProcess implements AutoCloseable {
    private static final String ANSWERED = "answered";

    private final Process process;
    private final Semaphore answered = new Semaphore(0);
    private final StringBuffer said = new StringBuffer();
    private final Thread listener;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    /** Logs to {@code mlflow.db} in {@code folder}; the user's own state is beside that. */
    LoggingProcess(Path folder) throws IOException {
        this(
                TrackingUris.of(folder.resolve("mlflow.db")),
                Map.of("XDG_STATE_HOME", folder.resolveSibling("state").toString()));
    }

    /**
     * Logs to a store, with more in its environment: at least {@code XDG_STATE_HOME}, in a folder of the test. What the JVM
     * leaves behind when it is killed stays in there.
     */
    LoggingProcess(String trackingUri, Map<String, String> environment) throws IOException {
        Path temporary = Files.createDirectories(
                Path.of(environment.get("XDG_STATE_HOME")).resolve("tmp"));
        ProcessBuilder builder = new ProcessBuilder(Java.command(
                "-Xmx128m",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                trackingUri));
        builder.environment().putAll(environment);
        this.process = builder.start();
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.listener = new Thread(
                () -> process.errorReader(StandardCharsets.UTF_8).lines().forEach(this::hear));
        listener.start();
        does("ready");
    }

    private void hear(String line) {
        if (line.equals(ANSWERED)) {
            answered.release();
        } else {
            said.append(line).append('\n');
        }
    }

    /** {@code start}, {@code log N}, {@code end}, {@code flush} or {@code status}; returns what the program says of it. */
    String does(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new AssertionError("The program is gone: " + said());
        }
        // What the user was told until now is heard by now.
        answered.acquireUninterruptibly();
        return answer;
    }

    /** Lets files grow to {@code bytes} from now on, so that writing fails as it does on a full disk. */
    void limitFiles(String bytes) throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder("prlimit", "--pid", "" + process.pid(), "--fsize=" + bytes + ":")
                .inheritIO()
                .start();
        if (prlimit.waitFor() != 0) {
            throw new AssertionError("prlimit failed");
        }
    }

    /** Everything that the user was told so far. */
    String said() {
        return said.toString();
    }

    /** How often the user was disturbed. */
    long warnings() {
        return said().lines().filter(line -> line.startsWith("WARNING")).count();
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends the program, which drains what it can. */
    @Override
    public void close() throws IOException {
        commands.close();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("The program does not end");
            }
            listener.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    /** The program. */
    static final class Program {
        private final MlflowContext context;
        private ActiveRun run;
        private long step;

        private Program(String uri) {
            context = new MlflowContext(new MlflowClient(TrackingStores.openBuffered(uri)));
            if (TrackingEnvironment.ofProcess().experimentName().isEmpty()) {
                context.setExperimentId("0");
            }
        }

        public static void main(String[] arguments) throws IOException, SQLException {
            // Loading SQLite itself takes a file, unpacked before any test fills the disk.
            DriverManager.getConnection("jdbc:sqlite::memory:").close();
            if (System.getenv("AS_NOTEBOOK") != null) {
                RunContext.use(new AsNotebook(RunContext.current()));
            }
            Program program = new Program(arguments[0]);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String command = in.readLine(); command != null; command = in.readLine()) {
                String answer = program.answer(command.split(" "));
                System.err.println(ANSWERED);
                System.out.println(answer);
            }
            TrackingStores.closeAll();
        }

        private String answer(String[] command) {
            try {
                return does(command);
            } catch (RuntimeException e) {
                e.printStackTrace();
                return "exception " + e;
            }
        }

        private String does(String[] command) {
            switch (command[0]) {
                case "ready" -> {
                    return "yes";
                }
                case "start" -> run = context.startRun();
                case "log" -> {
                    for (int i = Integer.parseInt(command[1]); i > 0; i--) {
                        run.logMetric("m", step, step++);
                    }
                    run.logParam("at" + step, "x".repeat(100));
                }
                case "end" -> run.endRun();
                case "artifact" -> run.logArtifact(Path.of(command[1]), command[2]);
                case "text" -> run.logText(command[2], command[1]);
                case "tag" -> run.setTag(command[1], command[2]);
                case "child" -> {
                    ActiveRun child = context.startRun("child", run.getId());
                    child.logMetric("c", 1, 1);
                    child.endRun();
                    return child.getId();
                }
                case "read" -> {
                    Run read = context.getClient().getRun(run.getId());
                    return read.info().runId() + " " + read.info().status() + " "
                            + read.data().params().size();
                }
                case "resume" -> {
                    run = context.resumeRun(command[1]);
                    return run.getId();
                }
                case "flush" -> {
                    return "" + context.getClient().store().flush(Duration.ofSeconds(60));
                }
                case "status" -> {
                    DeliveryStatus status = context.status();
                    return status.inMemory() + " " + status.lost() + " " + status.inWords();
                }
                default -> throw new IllegalArgumentException(command[0]);
            }
            return run.getId();
        }
    }

    /** What runs of notebooks are known by: their process ends them, or who comes after it. */
    private record AsNotebook(RunContextProvider program) implements RunContextProvider {
        @Override
        public String trackingUri() {
            return program.trackingUri();
        }

        @Override
        public String experimentId(MlflowClient client) {
            return program.experimentId(client);
        }

        @Override
        public ExperimentPlan experimentPlan() {
            return program.experimentPlan();
        }

        @Override
        public Map<String, String> tags() {
            return Map.of("mlflow.source.type", "NOTEBOOK");
        }
    }
}
