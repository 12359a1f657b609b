package org.provenote.magics;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.provenote.provenance.environment.Environment;
import org.provenote.provenance.session.SessionRecord;
import org.provenote.session.MagicException;
import org.provenote.tracking.ActiveRun;
import org.provenote.tracking.MlflowException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code %mlflow}: the list of its magics, and the one place that turns what goes wrong with them into a line for the user. */
@Command(
        name = "%mlflow",
        synopsisSubcommandLabel = "MAGIC",
        description = "Track this notebook's runs. More on one magic: %%mlflow help MAGIC",
        subcommands = HelpCommand.class)
final class MlflowMagic implements Runnable {
    private static final List<String> HELP = List.of("-h", "--help");

    private final SessionState session;
    private final Consumer<ActiveRun> cellRunStarted;
    private final Supplier<SessionRecord> cells;
    private final Supplier<Environment> environment;

    /**
     * @param cellRunStarted told of the run that {@code %%mlflow run} puts around a cell
     * @param cells the cells executed up to now
     * @param environment what they were executed with
     */
    MlflowMagic(
            SessionState session,
            Consumer<ActiveRun> cellRunStarted,
            Supplier<SessionRecord> cells,
            Supplier<Environment> environment) {
        this.session = session;
        this.cellRunStarted = cellRunStarted;
        this.cells = cells;
        this.environment = environment;
    }

    /** Carries out one line, given as its words. */
    void line(List<String> words) {
        if (asksForHelp(words)) {
            help(HELP.contains(words.get(0)) ? "" : words.get(0));
        } else if (isRun(words)) {
            throw new MagicException(
                    "run wraps a whole cell; write %%mlflow run as the first line of one, or use %mlflow start");
        } else {
            carryOut(words);
        }
    }

    /** Carries out the first line of a cell, given as its words. */
    void cell(List<String> words) {
        if (!isRun(words) || asksForHelp(words)) {
            throw new MagicException("%%mlflow " + String.join(" ", words)
                    + " is no cell magic; expected: %%mlflow run [NAME] [-p KEY=VALUE]");
        }
        carryOut(words);
    }

    private static boolean isRun(List<String> words) {
        return !words.isEmpty() && words.get(0).equals("run");
    }

    /** In front of all else: further on it may be a value. */
    private static boolean asksForHelp(List<String> words) {
        return words.stream().limit(2).anyMatch(HELP::contains);
    }

    private void carryOut(List<String> words) {
        CommandLine commands = commands();
        try {
            ParseResult parsed = commands.parseArgs(words.toArray(String[]::new));
            carryOut(parsed.hasSubcommand() ? parsed.subcommand() : parsed);
        } catch (ParameterException e) {
            throw new MagicException(explain(e));
        } catch (MlflowException e) {
            throw new MagicException(oneLine(e.getMessage()), e);
        }
    }

    private void carryOut(ParseResult magic) {
        Object command = magic.commandSpec().userObject();
        if (command instanceof HelpCommand) {
            help(magic.matchedPositionalValue(0, ""));
        } else {
            ((Runnable) command).run();
        }
    }

    /** Describes one magic, or lists them all for an empty name. */
    private void help(String magic) {
        CommandLine commands = commands();
        CommandLine described =
                magic.isEmpty() ? commands : commands.getSubcommands().get(magic);
        if (described == null) {
            throw new MagicException(noSuchMagic(magic, commands));
        }
        session.say(described.getUsageMessage().stripTrailing());
    }

    private CommandLine commands() {
        CommandLine commands = new CommandLine(this)
                .addSubcommand(new StartMagic(session))
                .addSubcommand(new EndMagic(session))
                .addSubcommand(new RunCellMagic(session, cellRunStarted))
                .addSubcommand(new ParamMagic(session))
                .addSubcommand(new MetricMagic(session))
                .addSubcommand(new TagMagic(session))
                .addSubcommand(new ArtifactMagic(session))
                .addSubcommand(new ExperimentMagic(session))
                .addSubcommand(new RunsMagic(session))
                .addSubcommand(new ShowMagic(session))
                .addSubcommand(new CompareMagic(session))
                .addSubcommand(new DiffMagic(session, cells, environment))
                .addSubcommand(new RestoreMagic(session))
                .addSubcommand(new DeleteMagic(session))
                .addSubcommand(new UndeleteMagic(session))
                .addSubcommand(new UiMagic(session))
                .addSubcommand(new StatusMagic(session))
                .setTrimQuotes(false)
                .setExpandAtFiles(false);
        // A value may be negative, or begin with a dash for another reason; elsewhere that is an option misspelt.
        Stream.of("param", "metric", "tag")
                .map(commands.getSubcommands()::get)
                .forEach(magic -> magic.setUnmatchedOptionsArePositionalParams(true));
        return commands;
    }

    /** A bare {@code %mlflow} shows what there is. */
    @Override
    public void run() {
        help("");
    }

    /** One line: what is wrong and what would be right. */
    private static String explain(ParameterException e) {
        CommandLine command = e.getCommandLine();
        if (e instanceof UnmatchedArgumentException unmatched && command.getParent() == null) {
            return noSuchMagic(unmatched.getUnmatched().get(0), command);
        }
        String wrong = e instanceof MissingParameterException missing
                ? "missing "
                        + missing.getMissing().stream().map(ArgSpec::paramLabel).collect(Collectors.joining(" and "))
                : oneLine(e.getMessage());
        return wrong + "; expected: " + synopsis(command);
    }

    private static String noSuchMagic(String word, CommandLine commands) {
        return "%mlflow has no magic '" + word + "'; did you mean %mlflow "
                + Words.nearest(word, commands.getSubcommands().keySet()) + "? %mlflow help lists them all";
    }

    private static String synopsis(CommandLine command) {
        String name = command.getCommandName();
        String prefix = name.equals("run") ? "%%mlflow " : "%mlflow ";
        String usage = command.getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
        return prefix + usage.substring(Math.max(0, usage.indexOf(name)));
    }

    private static String oneLine(String message) {
        return String.valueOf(message).replaceAll("\\s*\\R\\s*", " ");
    }
}
