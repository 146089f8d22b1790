package dev.caravan.local.cli.cloud;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stops the window job with a savepoint. */
@Command(
        name = "stop-job",
        mixinStandardHelpOptions = true,
        description = "Stop the window job with a savepoint, and say where that is.",
        footer = {"", "Start it again from there: ./caravan cloud submit-job ENV"})
public final class StopJobCommand implements Runnable {

    @Parameters(paramLabel = "ENV", description = "dev or prod.")
    private String name = "";

    @Override
    public void run() {
        var environment = CloudEnvironment.named(name);
        var submission = new JobSubmission(environment.outputs("gcp", environment.stateBucket()));
        // First the supervisor: it would submit again what is stopped.
        Program.of("gcloud", "storage", "rm", submission.supervised()).attempt();
        var savepoint =
                Program.of(submission.stop().toArray(String[]::new)).output().strip();
        System.out.println("The window job of " + name + " is stopped; its savepoint is " + savepoint);
    }
}
