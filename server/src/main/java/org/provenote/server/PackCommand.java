package org.provenote.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.provenote.provenance.Packing;
import org.provenote.server.options.CannotStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code provenote pack}. */
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        description = {
            "Pack the notebook versions of notebooks outside Git, as git gc does inside it,",
            "once there are enough. JupyterLab does this by itself, in the background.",
            "",
            "  provenote pack --root ~/notebooks",
            ""
        })
final class PackCommand implements Callable<Integer> {
    private static final double MB = 1e6;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--root",
            paramLabel = "FOLDER",
            description = "The Jupyter root, where .provenote/versions.git is. Default: the current folder.")
    private Path root = Path.of("");

    @Override
    public Integer call() throws Exception {
        if (!Files.isDirectory(root)) {
            throw new CannotStart("there is no folder " + root + " to pack in: name an existing one with --root");
        }
        Packing done = Packing.in(root);
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(told(done));
        out.flush();
        return 0;
    }

    static String told(Packing packing) {
        String size = megabytes(packing.after());
        if (packing.before() == 0) {
            return "No versions of notebooks outside Git are kept here.";
        }
        if (!packing.done()) {
            return "Nothing to pack yet: notebook versions take " + size + ".";
        }
        return packing.after() < packing.before()
                ? "Packed " + megabytes(packing.before()) + " of notebook versions into " + size + "."
                : "Packed the notebook versions, which saved nothing: they take " + size + ".";
    }

    private static String megabytes(long bytes) {
        return String.format("%.1f MB", bytes / MB);
    }
}
