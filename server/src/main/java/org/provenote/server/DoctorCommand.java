package org.provenote.server;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.provenote.server.backend.Backend;
import org.provenote.server.doctor.AccessCheck;
import org.provenote.server.doctor.Finding;
import org.provenote.server.doctor.JavaCheck;
import org.provenote.server.doctor.KernelJavaCheck;
import org.provenote.server.doctor.StoreCheck;
import org.provenote.server.options.ServerEnvironment;
import org.provenote.server.options.StoreOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code provenote doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Say what is wrong with this installation, and what to do. Ends with 1 if anything is.", ""})
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private StoreOptions stores = new StoreOptions();

    @Override
    public Integer call() {
        ServerEnvironment environment = ServerEnvironment.ofProcess();
        try (Backend backend = stores.backend(environment)) {
            List<Finding> findings = List.of(
                    new JavaCheck().look(),
                    new KernelJavaCheck(environment.programFolders(), environment.kernelJavaOptions()).look(),
                    new StoreCheck(backend).look(),
                    new AccessCheck().look());
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            findings.forEach(out::println);
            out.flush();
            return findings.stream().allMatch(Finding::good) ? 0 : 1;
        }
    }
}
