package dev.caravan.local.cli.cloud;

import dev.caravan.local.cli.platform.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Submits the window job. */
@Command(
        name = "submit-job",
        mixinStandardHelpOptions = true,
        description = "Submit the window job to Dataproc: print the command, and run it.")
public final class SubmitJobCommand implements Runnable {

    @Parameters(paramLabel = "ENV", description = "dev or prod.")
    private String name = "";

    @Option(
            names = "--savepoint",
            paramLabel = "gs://…",
            description =
                    "Go on from this savepoint or checkpoint. Without it the job goes on from the newest one; where there is"
                            + " none it begins with the oldest event, and ends at once where a run before it has published"
                            + " results.")
    private @Nullable String savepoint;

    @Option(
            names = "--from-oldest",
            description =
                    "Begin with the oldest event also where a run before has published results, and write again every"
                            + " window of which all events are still there.")
    private boolean fromOldest;

    @Option(names = "--dry-run", description = "Print the command only.")
    private boolean dryRun;

    @Option(
            names = "--static-keys",
            description = "Give the job AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of this environment instead of the"
                    + " federated role. The worse way: whoever may see the job's properties may read them.")
    private boolean staticKeys;

    @Override
    public void run() {
        var environment = CloudEnvironment.named(name);
        var bucket = environment.stateBucket();
        var submission = new JobSubmission(environment.outputs("gcp", bucket));
        if (!staticKeys) {
            submit(submission, null);
            return;
        }
        Path credentials = null;
        try {
            credentials = Files.createTempFile(
                    "caravan-job",
                    ".properties",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    credentials,
                    JobSubmission.staticKeys(variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY")));
            submit(submission, credentials.toString());
        } catch (IOException e) {
            throw new Failure("The file with the job's properties cannot be written.", e);
        } finally {
            delete(credentials);
        }
    }

    private void submit(JobSubmission submission, @Nullable String credentials) {
        if (fromOldest && savepoint != null) {
            throw new Failure("Either --savepoint or --from-oldest: a job with state goes on from it.");
        }
        refuseSecond(submission);
        var state = fromOldest || savepoint != null ? savepoint : newestState(submission);
        var command = new ArrayList<>(submission.command(state, credentials));
        if (fromOldest) {
            command.addAll(List.of("--from-oldest", "true"));
        }
        var gcloud = Program.of(command.toArray(String[]::new));
        System.out.println(gcloud);
        if (!dryRun) {
            gcloud.run();
            supervise(submission, credentials == null);
        }
    }

    /** Two of them would fence each other off, again and again. */
    private static void refuseSecond(JobSubmission submission) {
        var active = Program.of(submission.active().toArray(String[]::new)).output();
        if (!active.isBlank()) {
            throw new Failure("The window job runs already ("
                    + String.join(", ", active.lines().toList())
                    + "). Stop it first, with a savepoint: ./caravan cloud stop-job ENV.");
        }
    }

    private static @Nullable String newestState(JobSubmission submission) {
        var states = Program.of(submission.states().toArray(String[]::new)).output();
        var newest = JobSubmission.newestState(states).orElse(null);
        System.out.println(newest == null ? "There is no state to go on from." : "Going on from " + newest);
        return newest;
    }

    /** From now on the cluster's own supervisor keeps it running; with static keys, which it must not keep, nobody does. */
    private static void supervise(JobSubmission submission, boolean federated) {
        if (!federated) {
            System.err.println("With static keys nobody submits the job again when it is lost.");
            return;
        }
        Program.of("gcloud", "storage", "cp", "-", submission.supervised())
                .consume(new ByteArrayInputStream(submission.supervision().getBytes(StandardCharsets.UTF_8)));
    }

    private static String variable(String variable) {
        var value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            throw new Failure("With --static-keys the environment variable " + variable
                    + " must be set to a key of the job's IAM user (static_access_key = true in the gcp part).");
        }
        return value;
    }

    private static void delete(@Nullable Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                System.err.println(
                        "caravan: " + file + " holds the job's keys and could not be deleted: " + e.getMessage());
            }
        }
    }
}
