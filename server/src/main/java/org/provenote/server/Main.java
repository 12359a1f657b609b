package org.provenote.server;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.provenote.server.options.CannotStart;
import org.provenote.server.rerun.RerunRestoreCommand;
import org.provenote.server.rerun.RerunVerdictCommand;
import org.provenote.server.table.TextTable;
import org.provenote.tracking.MlflowException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line {@code provenote}. */
@Command(
        name = "provenote",
        version = Main.VERSION,
        mixinStandardHelpOptions = true,
        description = "Experiment tracking with provenance for Java notebooks.",
        footer = {
            "",
            "Which runs: --backend-store-uri, else MLFLOW_TRACKING_URI, else the nearest mlflow.db",
            "from the current folder up to the Jupyter root (--root)."
        })
public final class Main {
    /** With the version of the root {@code pom.xml}, which a test compares; it is in an annotation, and so a constant. */
    static final String VERSION = "provenote 0.1.0";

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
        all.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().version(VERSION));
        return all.setParameterExceptionHandler(Main::refuse).setExecutionExceptionHandler(Main::explain);
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    /** In two lines, which a whole help would push out of sight. */
    private static int refuse(ParameterException e, String[] ignored) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        List<String> alike = e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        PrintWriter err = command.getErr();
        err.println(name + ": " + shown(e));
        err.println((alike.isEmpty() ? "" : "Did you mean " + alike.get(0) + "? ") + "'" + name
                + " --help' says what it takes.");
        return ExitCode.USAGE;
    }

    /** A user's mistake gets its message; anything else is ours and keeps its trace. */
    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult ignored) throws Exception {
        if (e instanceof MlflowException || e instanceof CannotStart) {
            command.getErr().println("provenote: " + shown(e));
            return ExitCode.SOFTWARE;
        }
        throw e;
    }

    /** Names of a run's author stand in messages, and what a server answers. */
    static String shown(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .map(TextTable::printable)
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
