package org.provenote.server.options;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings that the server reads from the environment. The only place of this module that reads it. */
public final class ServerEnvironment {
    private final Function<String, @Nullable String> variables;

    public ServerEnvironment(Function<String, @Nullable String> variables) {
        this.variables = variables;
    }

    /** The environment of this process. */
    public static ServerEnvironment ofProcess() {
        return new ServerEnvironment(System::getenv);
    }

    /** {@code PROVENOTE_SERVER_SECRET}: what Jupyter's server extension sends with every request. */
    public Optional<String> secret() {
        return get("PROVENOTE_SERVER_SECRET");
    }

    /** {@code PROVENOTE_SERVER_TOKEN}: what clients send as {@code MLFLOW_TRACKING_TOKEN}; without blanks around it. */
    public Optional<String> token() {
        return get("PROVENOTE_SERVER_TOKEN").map(String::strip);
    }

    /** {@code PROVENOTE_KERNEL_JAVA_OPTIONS}: the {@code JDK_JAVA_OPTIONS} of kernels, which this program starts without. */
    public Optional<String> kernelJavaOptions() {
        return get("PROVENOTE_KERNEL_JAVA_OPTIONS");
    }

    /** {@code MLFLOW_TRACKING_URI}: which store. */
    public Optional<String> trackingUri() {
        return get("MLFLOW_TRACKING_URI");
    }

    /** {@code COLUMNS}: how wide the terminal is. */
    public int columns() {
        return get("COLUMNS")
                .filter(text -> text.matches("\\d{1,4}"))
                .map(Integer::parseInt)
                .orElse(100);
    }

    /** {@code HOME}: where Python keeps the user's own packages; none for a user whom the system does not know. */
    public Optional<Path> home() {
        return get("HOME")
                .or(() -> Optional.of(System.getProperty("user.home")).filter(home -> !home.equals("?")))
                .map(Path::of);
    }

    /** {@code PATH}: where programs are. */
    public List<Path> programFolders() {
        return get("PATH").stream()
                .flatMap(path -> Stream.of(path.split(Pattern.quote(File.pathSeparator))))
                .filter(folder -> !folder.isEmpty())
                .flatMap(ServerEnvironment::path)
                .toList();
    }

    /** An entry that is no path on this system is nobody's. */
    private static Stream<Path> path(String folder) {
        try {
            return Stream.of(Path.of(folder));
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }

    private Optional<String> get(String name) {
        return Optional.ofNullable(variables.apply(name)).filter(value -> !value.isBlank());
    }
}
