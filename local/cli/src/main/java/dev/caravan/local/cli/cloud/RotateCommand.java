package dev.caravan.local.cli.cloud;

import dev.caravan.local.cli.cloud.rotation.ClusterServices;
import dev.caravan.local.cli.cloud.rotation.Kubectl;
import dev.caravan.local.cli.cloud.rotation.Rotation;
import dev.caravan.local.cli.platform.Failure;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives the database's roles new passwords. */
@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        description = "Give every role of the database a new password, without a failed request.",
        footer = {
            "",
            "Each role has two logins, which take turns; every service is restarted once, one pod after the other. If it is"
                    + " broken",
            "off, run it again: it goes on where it was. docs/operations.md says what it does when, and what to look at."
        })
public final class RotateCommand implements Runnable {

    /** A service of ten pods that start one after the other. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @Parameters(paramLabel = "ENV", description = "dev or prod.")
    private String name = "";

    @Override
    public void run() {
        var environment = CloudEnvironment.named(name);
        var aws = environment.outputs("aws", environment.stateBucket());
        var secrets = new LinkedHashMap<String, String>();
        aws.at("/database/role_secret_names")
                .properties()
                .forEach(
                        secret -> secrets.put(secret.getKey(), secret.getValue().asText()));
        if (secrets.isEmpty()) {
            throw new Failure("The aws part is not applied yet: ./caravan cloud apply " + name + " aws.");
        }
        var cluster = new EksCluster(aws.at("/cluster/name").asText(), environment.awsRegion());
        cluster.login().run();
        new Rotation(
                        new SecretsManager(environment.awsRegion(), Map.copyOf(secrets)),
                        new ClusterServices(kubectl(cluster), "ecommerce", PATIENCE),
                        System.out::println)
                .of(List.copyOf(secrets.keySet()));
    }

    private static Kubectl kubectl(EksCluster cluster) {
        return (input, arguments) -> {
            var program = cluster.kubectl(arguments);
            if (input.isEmpty()) {
                return program.output();
            }
            program.consume(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
            return "";
        };
    }
}
