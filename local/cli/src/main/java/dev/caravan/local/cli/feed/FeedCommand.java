package dev.caravan.local.cli.feed;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands for feed owners. */
@Command(
        name = "feed",
        mixinStandardHelpOptions = true,
        description = "Upload a CSV feed, follow it, read its report, approve or retry it.",
        subcommands = {FeedPutCommand.class, FeedReportCommand.class, FeedApproveCommand.class, FeedRetryCommand.class})
public final class FeedCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "Say put, report, approve or retry.");
        }
    }
}
