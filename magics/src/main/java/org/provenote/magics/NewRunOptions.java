package org.provenote.magics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code start} and {@code run} take alike. */
final class NewRunOptions {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Name of the run; a random one if left out.")
    @Nullable
    String name;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "KEY=VALUE",
            description = "Param to log at once; may be repeated.")
    Map<String, String> params = new LinkedHashMap<>();

    @Option(
            names = {"-t", "--tag"},
            paramLabel = "KEY=VALUE",
            description = "Tag to set at once; may be repeated.")
    Map<String, String> tags = new LinkedHashMap<>();
}
