package dev.caravan.local.cli.events;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands about activity events. */
@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = "Make storefront activity.",
        subcommands = GenerateCommand.class)
public final class EventsCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "Say generate.");
        }
    }
}
