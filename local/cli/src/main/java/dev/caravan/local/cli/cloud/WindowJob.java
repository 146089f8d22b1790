package dev.caravan.local.cli.cloud;

import dev.caravan.local.cli.cloud.rotation.Brokers;
import dev.caravan.local.cli.cloud.rotation.Cluster;
import dev.caravan.local.cli.cloud.rotation.Login;
import dev.caravan.local.cli.cloud.rotation.Services;
import dev.caravan.local.cli.platform.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The window job in Google's cloud, which logs in at the brokers. Its machines fetch the login from a secret there.
 *
 * @param job how it is reached
 * @param gcloud runs the commands
 * @param patience how long the supervisor may take to submit it again
 * @param tell is told what the operator has to know
 */
record WindowJob(JobSubmission job, Gcloud gcloud, Duration patience, Consumer<String> tell) implements Services {

    private static final String SECRET = Brokers.secret("window-job");
    private static final Pattern LOGIN = Pattern.compile("username=\"[^\"]*\" password=\"[^\"]*\"");

    /** {@code gcloud}, run to its end. */
    interface Gcloud {

        /**
         * Runs a command.
         *
         * @param input its standard input
         * @return what it printed
         * @throws Failure if it does not succeed
         */
        String run(String input, List<String> command);

        /** Whether a command succeeds. */
        boolean succeeds(List<String> command);
    }

    @Override
    public void handOver(Map<String, Login> logins) {
        var login = logins.get(SECRET);
        if (login == null) {
            return;
        }
        var before = gcloud.run("", job.kafkaSettings());
        var settings = settings(before, login);
        if (!settings.equals(before)) {
            gcloud.run(settings, job.newKafkaSettings());
        }
    }

    /** The same settings of Kafka's clients with another login. */
    static String settings(String before, Login login) {
        var present = LOGIN.matcher(before);
        if (!present.find()) {
            throw new Failure(
                    "The secret that the window job's machines fetch holds no login. Apply the gcp part again:"
                            + " ./caravan cloud apply ENV gcp.");
        }
        return present.replaceFirst(Matcher.quoteReplacement(
                "username=\"" + login.username() + "\" password=\"" + login.password() + "\""));
    }

    @Override
    public void restart(Map<String, Login> logins) {
        if (!logins.containsKey(SECRET)) {
            return;
        }
        var running = gcloud.run("", job.active()).strip();
        if (running.isEmpty()) {
            tell.accept("The window job does not run; it will with its new login.");
            return;
        }
        if (!gcloud.succeeds(job.isSupervised())) {
            tell.accept(
                    "The window job runs with static keys, and nobody but you has them: stop it and submit it again when"
                            + " this is over (./caravan cloud stop-job, submit-job --static-keys).");
            return;
        }
        gcloud.run("", job.restart());
        Cluster.await(
                patience,
                () ->
                        "The window job is stopped, and its supervisor does not submit it again: journalctl -u caravan-supervise"
                                + " on its master says why. Run the rotation again to go on with it.",
                () -> runsAnew(running));
    }

    private boolean runsAnew(String before) {
        var running = gcloud.run("", job.active()).strip();
        return !running.isEmpty() && !running.equals(before);
    }
}
