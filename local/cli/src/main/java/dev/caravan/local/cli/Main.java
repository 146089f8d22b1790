package dev.caravan.local.cli;

import dev.caravan.local.cli.platform.Disk;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.PlainOutput;
import dev.caravan.local.cli.terminal.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Runs one command. */
public final class Main {

    private static final int FAILED = 1;

    private Main() {}

    /** Runs the command of the arguments; the exit status is 0 only if it succeeds, and 2 if it is misspelt. */
    public static void main(String[] arguments) {
        PlainOutput.install();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var line = new CommandLine(new Caravan());
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            Progress.standard().clear();
            System.err.println("caravan: " + explain(failure));
            if ("1".equals(System.getenv("CARAVAN_DEBUG"))) {
                failure.printStackTrace(System.err);
            }
            return FAILED;
        });
        line.getHelpSectionMap().put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandGroups());
        return line;
    }

    private static @Nullable String explain(Exception failure) {
        if (failure instanceof CompletionException && failure.getCause() instanceof Failure cause) {
            return cause.getMessage();
        }
        if (failure instanceof Failure) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof IOException io) {
            return Disk.failure("That did not work", io).getMessage();
        }
        if (failure instanceof UncheckedIOException io && io.getCause() != null) {
            return Disk.failure("That did not work", io.getCause()).getMessage();
        }
        return "Something unexpected happened: " + failure
                + ". Run it again with CARAVAN_DEBUG=1 to see where, and report it.";
    }
}
