package dev.caravan.local.cli;

import dev.caravan.local.cli.analytics.AnalyticsCommand;
import dev.caravan.local.cli.bench.BenchCommand;
import dev.caravan.local.cli.build.TestCommand;
import dev.caravan.local.cli.cloud.CloudCommand;
import dev.caravan.local.cli.cluster.ClusterCommand;
import dev.caravan.local.cli.demo.DemoCommand;
import dev.caravan.local.cli.demo.OutagesCommand;
import dev.caravan.local.cli.dlq.DlqCommand;
import dev.caravan.local.cli.events.EventsCommand;
import dev.caravan.local.cli.feed.FeedCommand;
import dev.caravan.local.cli.listen.ListenCommand;
import dev.caravan.local.cli.load.LoadCommand;
import dev.caravan.local.cli.mail.MailCommand;
import dev.caravan.local.cli.reconcile.ReconcileCommand;
import dev.caravan.local.cli.routes.RoutesCommand;
import dev.caravan.local.cli.token.TokenCommand;
import dev.caravan.local.cli.up.DownCommand;
import dev.caravan.local.cli.up.EnvCommand;
import dev.caravan.local.cli.up.KillCommand;
import dev.caravan.local.cli.up.LogsCommand;
import dev.caravan.local.cli.up.RestartCommand;
import dev.caravan.local.cli.up.StartCommand;
import dev.caravan.local.cli.up.StatusCommand;
import dev.caravan.local.cli.up.StopCommand;
import dev.caravan.local.cli.up.UpCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of all commands. */
@Command(
        name = "./caravan",
        mixinStandardHelpOptions = true,
        version = "Caravan 1.0.0-SNAPSHOT",
        description = "The whole e-commerce platform on one machine.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Data and logs stay in .caravan (or CARAVAN_HOME). ./caravan help COMMAND explains a command."},
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            EnvCommand.class,
            LogsCommand.class,
            StartCommand.class,
            StopCommand.class,
            RestartCommand.class,
            KillCommand.class,
            TokenCommand.class,
            FeedCommand.class,
            EventsCommand.class,
            AnalyticsCommand.class,
            ListenCommand.class,
            MailCommand.class,
            ReconcileCommand.class,
            DlqCommand.class,
            DemoCommand.class,
            OutagesCommand.class,
            TestCommand.class,
            RoutesCommand.class,
            BenchCommand.class,
            CloudCommand.class,
            LoadCommand.class,
            ClusterCommand.class,
            HelpCommand.class
        })
final class Caravan implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "Say which command.");
        }
    }
}
