package dev.caravan.local.cli.part;

import static dev.caravan.local.cli.part.LocalParts.both;
import static dev.caravan.local.cli.part.LocalParts.data;
import static dev.caravan.local.cli.part.LocalParts.port;
import static dev.caravan.local.cli.platform.Ports.Name.FLINK;
import static dev.caravan.local.cli.platform.Ports.Name.GATEWAY;
import static dev.caravan.local.cli.platform.Ports.Name.ISSUER;
import static dev.caravan.local.cli.platform.Ports.Name.LAMBDA;

import dev.caravan.local.cli.part.PartSpec.Listener;
import dev.caravan.local.cli.platform.Platform;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the clouds run beside the services: the window job and the function of feeds. */
final class Workers {
    static final List<PartSpec> PARTS = List.of(
            new PartSpec(
                    "flink",
                    2,
                    new Launch.Module("local/flink", "dev.caravan.local.flink.FlinkPart"),
                    List.of(),
                    List.of(
                            new Listener("Flink web interface", "http://", ports -> ports.of(FLINK)),
                            new Listener("Flink, metrics", "http://", ports -> ports.managementOf(FLINK))),
                    Set.of("kafka", "dynamodb"),
                    new Readiness.JobRuns(ports -> ports.url(FLINK)),
                    PartSpec.PATIENCE,
                    Workers::flink),
            new PartSpec(
                    "lambda",
                    2,
                    new Launch.Module("local/lambda", "dev.caravan.local.lambda.LambdaPart"),
                    List.of(),
                    List.of(new Listener("Feed Lambda", "http://", ports -> ports.of(LAMBDA))),
                    Set.of("s3", "issuer"),
                    new Readiness.Answers(ports -> ports.url(LAMBDA) + "/ready"),
                    PartSpec.PATIENCE,
                    Workers::lambda));

    private static final Pattern FUNCTION_SETTINGS =
            Pattern.compile("LAMBDA_(TIMEOUT_SECONDS|MEMORY_MB|SNAPSTART)|FEED_(?!BUCKET).+");

    private Workers() {}

    private static Map<String, String> flink(Platform platform) {
        var variables = both(platform.kafka(), platform.aws());
        variables.put("KAFKA_INPUT_TOPIC", Platform.RAW_TOPIC);
        variables.put("DYNAMODB_TABLE", Platform.TABLE);
        variables.put("FLINK_REST_PORT", port(platform, FLINK));
        variables.put("FLINK_METRICS_PORT", String.valueOf(platform.ports().managementOf(FLINK)));
        variables.put("FROM_OLDEST", System.getenv().getOrDefault("FROM_OLDEST", "false"));
        variables.put("FLINK_STATE_DIR", data(platform, "flink"));
        variables.put(
                "WINDOW_JOB_JAR",
                platform.installation()
                        .root()
                        .resolve("flink-window-job/target/flink-window-job.jar")
                        .toString());
        return variables;
    }

    private static Map<String, String> lambda(Platform platform) {
        var variables = both(platform.aws(), Map.of());
        variables.put("LAMBDA_RUNTIME_PORT", port(platform, LAMBDA));
        variables.put("LAMBDA_STATE_DIR", data(platform, "lambda"));
        variables.put(
                "LAMBDA_FUNCTION_DIR",
                platform.installation()
                        .root()
                        .resolve("lambda-csv/target/function")
                        .toString());
        variables.put("FEED_BUCKET", Platform.FEED_BUCKET);
        // as the pauses between tries, shorter than in the cloud: here somebody looks on
        variables.put("FEED_PATIENCE_SECONDS", "10");
        // what somebody wants to try of the function's own settings
        System.getenv().forEach((name, value) -> {
            if (FUNCTION_SETTINGS.matcher(name).matches()) {
                variables.put(name, value);
            }
        });
        variables.put("PRODUCT_API_URL", platform.ports().url(GATEWAY) + "/products");
        variables.put("OIDC_TOKEN_URL", platform.ports().url(ISSUER) + "/token");
        variables.put("OIDC_CLIENT_ID", Platform.LAMBDA_CLIENT);
        variables.put("OIDC_CLIENT_SECRET", platform.secrets().get("feed-lambda"));
        return variables;
    }
}
