import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.provenote.provenance.GitFindings;
import org.provenote.provenance.GitState;
import org.provenote.provenance.NotebookVersions;
import org.provenote.provenance.SavedState;
import org.provenote.provenance.worktree.CaptureLimits;

/**
 * What provenance costs, against plain Git on the same repositories in the same run.
 *
 * <pre>make bench-provenance</pre>
 */
public final class Provenance {
    private static final int ROUNDS = 20;
    private static final int MB = 1_000_000;
    private static final Duration BUDGET = Duration.ofSeconds(60);

    private final Path folder;
    private final List<String> failed = new ArrayList<>();

    private Provenance(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            inLittleMemory(Path.of(arguments[0]));
            return;
        }
        Path folder = Files.createTempDirectory("provenote-benchmark");
        try {
            new Provenance(folder).run();
        } finally {
            delete(folder);
        }
    }

    private void run() throws Exception {
        System.out.printf("%-66s %14s %12s%n", "", "measured", "aim");
        Path tenThousand = repository("10000", 10_000);
        capture(tenThousand, 1 * MB, 1000);
        capture(tenThousand, 10 * MB, 2000);
        unchanged(tenThousand);
        status(repository("50000", 50_000));
        thousandRuns();
        memory(tenThousand);
        if (!failed.isEmpty()) {
            System.out.println("Missed: " + String.join("; ", failed));
            System.exit(1);
        }
    }

    /** The peer does the same with plain Git: a commit of the whole work tree by an index of its own. */
    private void capture(Path repository, int size, int aim) throws Exception {
        Random random = new Random(size);
        List<Double> ours = new ArrayList<>();
        List<Double> git = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            byte[] notebook = notebook(size, random);
            ours.add(milliseconds(() -> {
                GitFindings.at(repository, BUDGET, Set.of()).state();
                return save(repository, "bench" + size, notebook);
            }));
            byte[] other = notebook(size, random);
            git.add(milliseconds(() -> commitByGit(repository, other)));
        }
        List<Double> warm = ours.subList(1, ROUNDS);
        String what = "capture, " + size / MB + " MB notebook, 10,000 files: ";
        tell(what + "the first of the process, ms", ours.get(0), aim);
        tell(what + "p95, ms", p95(warm), aim);
        System.out.printf("%-66s %14.0f%n", what + "median, ms", median(warm));
        System.out.printf("%-66s %14.0f%n", "the same by plain Git: median, ms", median(git));
        System.out.printf("%-66s %14.2f%n", "ratio of the medians", median(warm) / median(git));
    }

    private Object commitByGit(Path repository, byte[] notebook) throws Exception {
        Path index = folder.resolve("index-of-the-peer");
        Files.copy(repository.resolve(".git/index"), index, StandardCopyOption.REPLACE_EXISTING);
        Path file = repository.resolve("peer.ipynb");
        Files.write(file, notebook);
        String script = "export GIT_INDEX_FILE='" + index + "'; git rev-parse HEAD; git remote -v; git diff --quiet HEAD;"
                + "git add -A && git update-ref refs/peer/x $(git -c user.name=b -c user.email=b@example.org"
                + " commit-tree -m run $(git write-tree))";
        Process process = new ProcessBuilder("sh", "-c", script)
                .directory(repository.toFile())
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        Files.delete(file);
        return process.waitFor();
    }

    private void unchanged(Path repository) throws Exception {
        byte[] notebook = notebook(MB, new Random(3));
        save(repository, "same", notebook);
        long before = bytes(repository.resolve(".git"));
        save(repository, "same", notebook);
        tell("second snapshot of an unchanged notebook, bytes", bytes(repository.resolve(".git")) - before, 1000);
    }

    /** Ours and Git's in turn, so that a machine whose speed drifts is unfair to neither. */
    private void status(Path repository) throws Exception {
        List<Double> ours = new ArrayList<>();
        List<Double> git = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            GitState[] state = new GitState[1];
            ours.add(milliseconds(() -> state[0] = GitFindings.at(repository, BUDGET, Set.of()).state().orElseThrow()));
            if (state[0].dirty().orElse(true)) {
                throw new IllegalStateException("the repository is clean, but was told to be otherwise");
            }
            git.add(milliseconds(() -> git(repository, "status", "--porcelain")));
        }
        double warm = median(ours.subList(ROUNDS / 2, ROUNDS));
        System.out.printf("%-66s %14.0f%n", "state of 50,000 files: the first of the process, ms", ours.get(0));
        System.out.printf("%-66s %14.0f%n", "state of 50,000 files: warm median, ms", warm);
        System.out.printf("%-66s %14.0f%n", "git status of the same: median, ms", median(git));
        tell("ratio, both warm", warm / median(git), 2);
    }

    /** Between two runs one cell is edited. What is drawn anew, such as a picture, costs its own size on top. */
    private void thousandRuns() throws Exception {
        Path repository = repository("runs", 1);
        Random random = new Random(1);
        List<byte[]> outputs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            outputs.add(new byte[17_000]);
            random.nextBytes(outputs.get(i));
        }
        String[] cells = new String[40];
        Arrays.fill(cells, "int x = 1;\\n".repeat(20));
        byte[] last = {};
        for (int run = 0; run < 1000; run++) {
            cells[run % 7] = "double rate = " + random.nextDouble() + ";\\nfit(rate)";
            last = notebook(outputs, cells);
            save(repository, "runs", last);
        }
        git(repository, "gc", "-q", "--prune=now");
        double kept = bytes(repository.resolve(".git/objects"));
        double one = compressed(last);
        System.out.printf("%-66s %14.2f%n", "one notebook of " + last.length + " bytes compressed, MB", one / MB);
        System.out.printf("%-66s %14.2f%n", "1,000 runs of it, one cell edited each, after git gc, MB", kept / MB);
        tell("ratio", kept / one, 3);
    }

    /** In a JVM of their own: a 50 MB notebook and a 200 MB dirty tree, with little more heap than the notebook needs. */
    private void memory(Path repository) throws Exception {
        Files.write(repository.resolve("notebook.ipynb"), notebook(50 * MB, new Random(9)));
        Random random = new Random(5);
        for (int i = 0; i < 100; i++) {
            byte[] data = new byte[2 * MB];
            random.nextBytes(data);
            Files.write(repository.resolve("data" + i + ".bin"), data);
        }
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"), "-Xmx" + (48 + 64) + "m", "-cp",
                        System.getProperty("java.class.path"), Path.of("benchmarks", "Provenance.java").toString(),
                        repository.toString())
                .inheritIO()
                .start();
        tell("50 MB notebook, 200 MB dirty tree with 48 MiB + 64 MiB of heap, exit", process.waitFor(), 0);
    }

    private static void inLittleMemory(Path repository) throws Exception {
        byte[] notebook = Files.readAllBytes(repository.resolve("notebook.ipynb"));
        SavedState state = save(repository, "large", notebook);
        long left = state.changes().orElseThrow().leftOut().size();
        System.out.printf("%-66s %14d%n", "files of the 200 MB that were left out, and said to be", left);
    }

    private static SavedState save(Path repository, String id, byte[] notebook) throws IOException {
        return NotebookVersions.beside(repository.resolve("notebook.ipynb"), repository)
                .saveWithWorkTree(id, "notebook.ipynb", notebook, "run", CaptureLimits.DEFAULT);
    }

    private Path repository(String name, int files) throws Exception {
        Path repository = folder.resolve(name);
        for (int i = 0; i < files; i++) {
            Path file = repository.resolve("p" + i / 2500 + "/q" + i / 100 + "/File" + i + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "class File" + i + " {}\n".repeat(20));
        }
        git(repository, "init", "-q");
        git(repository, "add", "-A");
        git(repository, "-c", "user.name=b", "-c", "user.email=b@example.org", "commit", "-qm", "files");
        // else the files are as young as the index, and have to be read by both
        Thread.sleep(1100);
        git(repository, "update-index", "-q", "--really-refresh");
        git(repository, "status");
        return repository;
    }

    /** Half source and text, half pictures, as notebooks are. */
    private static byte[] notebook(int size, Random random) {
        byte[] picture = new byte[size / 40 * 3 / 8];
        List<byte[]> outputs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            random.nextBytes(picture);
            outputs.add(picture.clone());
        }
        String[] cells = new String[40];
        Arrays.fill(cells, "int x = 1;\\n".repeat(size / 2 / 40 / 12));
        return notebook(outputs, cells);
    }

    private static byte[] notebook(List<byte[]> pictures, String[] sources) {
        StringBuilder json = new StringBuilder("{\"nbformat\": 4, \"nbformat_minor\": 5, \"metadata\": {}, \"cells\": [");
        for (int i = 0; i < pictures.size(); i++) {
            json.append(i == 0 ? "" : ",").append("\n {\"cell_type\": \"code\", \"id\": \"c").append(i);
            json.append("\", \"metadata\": {}, \"execution_count\": 1, \"source\": \"").append(sources[i]);
            json.append("\", \"outputs\": [{\"output_type\": \"display_data\", \"metadata\": {}, \"data\": {\"image/png\": \"");
            json.append(Base64.getEncoder().encodeToString(pictures.get(i))).append("\"}}]}");
        }
        return json.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void tell(String what, double measured, double aim) {
        System.out.printf("%-66s %14.2f %12s%n", what, measured, "≤ " + (long) aim);
        if (measured > aim) {
            failed.add(what);
        }
    }

    private static double milliseconds(Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static double p95(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
    }

    private static double compressed(byte[] content) throws IOException {
        Deflater deflater = new Deflater();
        deflater.setInput(content);
        deflater.finish();
        byte[] out = new byte[content.length + 1000];
        int length = deflater.deflate(out);
        deflater.end();
        return length;
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static String git(Path folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
