package org.provenote.server;

import java.util.List;
import org.provenote.server.rerun.RerunRestoreCommand;
import org.provenote.server.rerun.RerunVerdictCommand;
import org.provenote.tracking.MlflowException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line {@code provenote}. */
@Command(
        name = "provenote",
        version = "provenote 0.1.0",
        mixinStandardHelpOptions = true,
        description = "Experiment tracking with provenance for Java notebooks.",
        footer = {
            "",
            "Which runs: --backend-store-uri, else MLFLOW_TRACKING_URI, else the nearest mlflow.db",
            "from the current folder up to the Jupyter root (--root)."
        })
public final class Main {
    private static final List<Class<?>> COMMANDS = List.of(
            ServerCommand.class,
            RunsCommand.class,
            PackCommand.class,
            DoctorCommand.class,
            RerunRestoreCommand.class,
            RerunVerdictCommand.class,
            HelpCommand.class);

    private Main() {}

    public static void main(String[] arguments) {
        if (List.of(arguments).contains("server")) {
            WarmUp.load();
        }
        System.exit(commandLine(arguments).execute(arguments));
    }

    /** Of the commands only the one that is meant, unless it is the help on all: each takes milliseconds to find out about. */
    static CommandLine commandLine(String... arguments) {
        CommandLine all = new CommandLine(new Main());
        List<Class<?>> meant = COMMANDS.stream()
                .filter(command ->
                        command != HelpCommand.class && List.of(arguments).indexOf(name(command)) == 0)
                .toList();
        (meant.isEmpty() ? COMMANDS : meant).forEach(all::addSubcommand);
        return all.setExecutionExceptionHandler(Main::explain).setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    /** A user's mistake gets its message; anything else is ours and keeps its trace. */
    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult ignored) throws Exception {
        if (e instanceof MlflowException || e instanceof CannotStart) {
            command.getErr().println("provenote: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw e;
    }
}
