package dev.caravan.local.cli.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.cloud.rotation.Brokers;
import dev.caravan.local.cli.cloud.rotation.Cluster;
import dev.caravan.local.cli.cloud.rotation.ClusterJobs;
import dev.caravan.local.cli.cloud.rotation.ClusterServices;
import dev.caravan.local.cli.cloud.rotation.Database;
import dev.caravan.local.cli.cloud.rotation.Kubectl;
import dev.caravan.local.cli.cloud.rotation.Rotation;
import dev.caravan.local.cli.cloud.rotation.Services;
import dev.caravan.local.cli.cloud.rotation.Store;
import dev.caravan.local.cli.platform.Failure;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives the database's roles and the brokers' users new passwords. */
@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        description =
                "Give every role of the database and every user of Kafka a new password, without a failed request.",
        footer = {
            "",
            "Each has two logins, which take turns; every service is restarted once, one pod after the other, and so is the"
                    + " window",
            "job. If it is broken off, run it again: it goes on where it was. docs/operations.md says what it does when, and"
                    + " what",
            "to look at."
        })
public final class RotateCommand implements Runnable {

    /** A service of ten pods that start one after the other; brokers that take a password after ten minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @Parameters(paramLabel = "ENV", description = "dev or prod.")
    private String name = "";

    @Option(names = "--only", paramLabel = "database|kafka", description = "Rotate those of one of the two.")
    private String only = "";

    @Override
    public void run() {
        if (!List.of("", "database", "kafka").contains(only)) {
            throw new Failure("Nothing called \"" + only + "\" has passwords: --only takes database or kafka.");
        }
        var environment = CloudEnvironment.named(name);
        var bucket = environment.stateBucket();
        var aws = environment.outputs("aws", bucket);
        var eks = new EksCluster(aws.at("/cluster/name").asText(), environment.awsRegion());
        eks.login().run();
        var cluster = new Cluster(kubectl(eks), "ecommerce", PATIENCE);
        var jobs = new ClusterJobs(cluster);
        var services = new ArrayList<Services>(List.of(new ClusterServices(cluster)));
        var stores = new ArrayList<Store>();
        Map<String, String> secrets = new LinkedHashMap<>();
        if (!only.equals("kafka")) {
            var roles = names(aws, "/database/role_secret_names");
            stores.add(new Database(jobs, List.copyOf(roles.keySet())));
            roles.forEach((role, secret) -> secrets.put(Database.secret(role), secret));
        }
        if (!only.equals("database")) {
            var users = names(aws, "/kafka/user_secret_names");
            var passwords = new SecretsManager(environment.awsRegion(), names(aws, "/kafka/login_secret_names"));
            stores.add(new Brokers(jobs, passwords, List.copyOf(users.keySet())));
            users.forEach((user, secret) -> secrets.put(Brokers.secret(user), secret));
            environment
                    .outputsOfWhatIsThere("gcp", bucket)
                    .ifPresent(gcp ->
                            services.add(new WindowJob(new JobSubmission(gcp), GCLOUD, PATIENCE, System.out::println)));
        }
        new Rotation(new SecretsManager(environment.awsRegion(), secrets), stores, services, System.out::println).run();
    }

    private Map<String, String> names(JsonNode aws, String place) {
        Map<String, String> names = new LinkedHashMap<>();
        aws.at(place)
                .properties()
                .forEach(secret -> names.put(secret.getKey(), secret.getValue().asText()));
        if (names.isEmpty()) {
            throw new Failure("The aws part is not applied yet: ./caravan cloud apply " + name + " aws.");
        }
        return names;
    }

    private static final WindowJob.Gcloud GCLOUD = new WindowJob.Gcloud() {
        @Override
        public String run(String input, List<String> command) {
            return output(Program.of(command.toArray(String[]::new)), input);
        }

        @Override
        public boolean succeeds(List<String> command) {
            return Program.of(command.toArray(String[]::new)).attempt().status() == 0;
        }
    };

    private static Kubectl kubectl(EksCluster cluster) {
        return (input, arguments) -> output(cluster.kubectl(arguments), input);
    }

    private static String output(Program program, String input) {
        if (input.isEmpty()) {
            return program.output();
        }
        program.consume(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        return "";
    }
}
