package dev.caravan.local.cli.dlq;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands for dead letters. */
@Command(
        name = "dlq",
        mixinStandardHelpOptions = true,
        description = "Look at events that a consumer refused, and send them again.",
        footer = {
            "",
            "A dead letter is named by where it stood in its topic: PARTITION:OFFSET. Without --topic it is one of the"
                    + " window job's. With"
                    + " KAFKA_BOOTSTRAP_SERVERS set, the commands work on that platform instead of the one of this"
                    + " machine."
        },
        subcommands = {DlqListCommand.class, DlqShowCommand.class, DlqReplayCommand.class})
public final class DlqCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "Say list, show or replay.");
        }
    }
}
