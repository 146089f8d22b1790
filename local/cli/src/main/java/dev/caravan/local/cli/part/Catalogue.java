package dev.caravan.local.cli.part;

import static dev.caravan.local.cli.platform.Ports.Name.ACTIVITY;
import static dev.caravan.local.cli.platform.Ports.Name.CUSTOMER;
import static dev.caravan.local.cli.platform.Ports.Name.DYNAMODB;
import static dev.caravan.local.cli.platform.Ports.Name.FLINK;
import static dev.caravan.local.cli.platform.Ports.Name.GATEWAY;
import static dev.caravan.local.cli.platform.Ports.Name.INTEGRATION;
import static dev.caravan.local.cli.platform.Ports.Name.ISSUER;
import static dev.caravan.local.cli.platform.Ports.Name.KAFKA;
import static dev.caravan.local.cli.platform.Ports.Name.LAMBDA;
import static dev.caravan.local.cli.platform.Ports.Name.ORDER;
import static dev.caravan.local.cli.platform.Ports.Name.POSTGRES;
import static dev.caravan.local.cli.platform.Ports.Name.PRODUCT_CATALOG;
import static dev.caravan.local.cli.platform.Ports.Name.S3;

import dev.caravan.local.cli.part.PartSpec.Listener;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.platform.TopicList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every part of the platform. This is the one place that describes them. */
public final class Catalogue {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final List<PartSpec> PARTS = List.of(
            store("postgres", "local.postgres.PostgresPart", POSTGRES, "PostgreSQL", "", Catalogue::postgres),
            store(
                    "kafka",
                    "local.kafka.KafkaPart",
                    KAFKA,
                    "Kafka",
                    "",
                    platform -> Map.of(
                            "KAFKA_PORT", port(platform, KAFKA),
                            "KAFKA_DATA_DIR", data(platform, "kafka"),
                            "KAFKA_TOPICS",
                                    TopicList.read(platform.installation().root())
                                            .local())),
            store(
                    "dynamodb",
                    "local.dynamodb.DynamoDbPart",
                    DYNAMODB,
                    "DynamoDB",
                    "http://",
                    platform -> Map.of(
                            "DYNAMODB_PORT", port(platform, DYNAMODB),
                            "DYNAMODB_DATA_DIR", data(platform, "dynamodb"),
                            "DYNAMODB_TABLE", Platform.TABLE)),
            store(
                    "s3",
                    "local.s3.S3Part",
                    S3,
                    "S3",
                    "http://",
                    platform -> Map.of(
                            "S3_PORT", port(platform, S3),
                            "S3_DATA_DIR", data(platform, "s3"),
                            "S3_BUCKETS", Platform.FEED_BUCKET)),
            store(
                    "issuer",
                    "local.issuer.IssuerPart",
                    ISSUER,
                    "OIDC issuer",
                    "http://",
                    platform -> Map.of(
                            "ISSUER_PORT", port(platform, ISSUER),
                            "ISSUER_URL", platform.ports().url(ISSUER),
                            "ISSUER_KEY_FILE",
                                    platform.installation().issuerKey().toString(),
                            "OIDC_CLIENT_ID", Platform.LAMBDA_CLIENT,
                            "OIDC_CLIENT_SECRET", platform.secrets().get("feed-lambda"))),
            service(
                    "product-catalog",
                    1,
                    PRODUCT_CATALOG,
                    "Product catalog",
                    Set.of("postgres"),
                    platform -> both(platform.database("catalog"), platform.kafka())),
            service(
                    "customer",
                    1,
                    CUSTOMER,
                    "Customers",
                    Set.of("postgres"),
                    platform -> both(platform.database("customer"), platform.kafka())),
            service(
                    "order",
                    1,
                    ORDER,
                    "Orders",
                    Set.of("postgres"),
                    platform -> both(platform.database("orders"), platform.kafka())),
            service("activity", 1, ACTIVITY, "Activity", Set.of("kafka"), Platform::kafka),
            service(
                    "integration",
                    1,
                    INTEGRATION,
                    "Integrations",
                    Set.of("postgres", "kafka"),
                    // receivers of webhooks are on this machine too
                    platform -> both(
                            both(platform.database("integration"), platform.kafka()),
                            Map.of("WEBHOOK_ALLOW_PRIVATE", "true"))),
            service(
                    "api-gateway",
                    2,
                    GATEWAY,
                    "API gateway",
                    Set.of(),
                    platform -> both(platform.aws(), upstreams(platform))),
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
                    PATIENCE,
                    Catalogue::flink),
            new PartSpec(
                    "lambda",
                    2,
                    new Launch.Module("local/lambda", "dev.caravan.local.lambda.LambdaPart"),
                    List.of(),
                    List.of(new Listener("Feed Lambda", "http://", ports -> ports.of(LAMBDA))),
                    Set.of("s3", "issuer"),
                    new Readiness.Answers(ports -> ports.url(LAMBDA) + "/ready"),
                    PATIENCE,
                    Catalogue::lambda));

    private static final Pattern FUNCTION_SETTINGS =
            Pattern.compile("LAMBDA_(TIMEOUT_SECONDS|MEMORY_MB|SNAPSTART)|FEED_(?!BUCKET).+");

    private Catalogue() {}

    /** The parts of the platform, in the order of the design. */
    public static List<PartSpec> parts() {
        return PARTS;
    }

    /** The parts of the platform, and those that look on. */
    public static List<PartSpec> all() {
        return Stream.concat(PARTS.stream(), Observers.PARTS.stream()).toList();
    }

    /**
     * The part of that name.
     *
     * @throws Failure if there is none
     */
    public static PartSpec part(String name) {
        return all().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Failure("There is no part \"" + name + "\". The parts are: "
                        + String.join(" ", all().stream().map(PartSpec::name).toList()) + "."));
    }

    /** The named parts with everything that they need, in the order of the catalogue; all parts where none is named. */
    public static List<PartSpec> withNeeds(List<String> names) {
        if (names.isEmpty()) {
            return PARTS;
        }
        var chosen = new LinkedHashSet<String>();
        var open = new ArrayList<>(names);
        while (!open.isEmpty()) {
            var part = part(open.removeLast());
            if (chosen.add(part.name())) {
                open.addAll(part.needs());
            }
        }
        return all().stream().filter(part -> chosen.contains(part.name())).toList();
    }

    private static PartSpec store(
            String name,
            String mainClass,
            Ports.Name port,
            String title,
            String scheme,
            Function<Platform, Map<String, String>> environment) {
        return new PartSpec(
                name,
                0,
                new Launch.Module("local/" + name, "dev.caravan." + mainClass),
                List.of(),
                List.of(new Listener(title, scheme, ports -> ports.of(port))),
                Set.of(),
                new Readiness.Announced(),
                PATIENCE,
                environment);
    }

    private static PartSpec service(
            String name,
            int tier,
            Ports.Name port,
            String title,
            Set<String> needs,
            Function<Platform, Map<String, String>> environment) {
        var folder = "services/" + (name.contains("-") ? name : name + "-service");
        return new PartSpec(
                name,
                tier,
                new Launch.Service(folder),
                List.of("-Xmx160m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                List.of(
                        new Listener(title, "http://", ports -> ports.of(port)),
                        new Listener(title + ", management", "http://", ports -> ports.managementOf(port))),
                needs,
                new Readiness.Answers(ports -> "http://localhost:" + ports.managementOf(port) + "/health/ready"),
                PATIENCE,
                platform -> both(
                        Map.of(
                                "SERVER_PORT", port(platform, port),
                                "SERVER_ADDRESS", platform.ports().address(port),
                                "MANAGEMENT_SERVER_PORT",
                                        String.valueOf(platform.ports().managementOf(port)),
                                "MANAGEMENT_SERVER_ADDRESS", Ports.LOOPBACK,
                                "ISSUER_URL", platform.ports().url(ISSUER),
                                "CURSOR_KEY", platform.secrets().get("cursor-key")),
                        environment.apply(platform)));
    }

    private static Map<String, String> postgres(Platform platform) {
        var variables = new HashMap<>(Map.of(
                "POSTGRES_PORT", port(platform, POSTGRES),
                "POSTGRES_DATA_DIR", data(platform, "postgres"),
                "POSTGRES_HOME",
                        platform.installation()
                                .cache()
                                .resolve("postgres-programs")
                                .toString(),
                "POSTGRES_PASSWORD", platform.secrets().get("postgres"),
                "DB_NAME", Platform.DATABASE));
        for (var role : List.of("catalog", "customer", "orders", "integration", "operator")) {
            variables.put(
                    "DB_PASSWORD_" + role.toUpperCase(java.util.Locale.ROOT),
                    platform.secrets().get(role));
        }
        return variables;
    }

    private static Map<String, String> upstreams(Platform platform) {
        var ports = platform.ports();
        return Map.of(
                "PRODUCT_CATALOG_URL", ports.url(PRODUCT_CATALOG),
                "CUSTOMER_SERVICE_URL", ports.url(CUSTOMER),
                "ORDER_SERVICE_URL", ports.url(ORDER),
                "ACTIVITY_SERVICE_URL", ports.url(ACTIVITY),
                "INTEGRATION_SERVICE_URL", ports.url(INTEGRATION),
                "DYNAMODB_TABLE", Platform.TABLE,
                // here all clients come from one address, and a limit for each would be one for all: none reaches this,
                // and its headers are there as anywhere
                "RATE_LIMIT_REQUESTS", System.getenv().getOrDefault("RATE_LIMIT_REQUESTS", "6000000"),
                "ADDRESS_SHARE", System.getenv().getOrDefault("ADDRESS_SHARE", "0.9"));
    }

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

    private static Map<String, String> both(Map<String, String> some, Map<String, String> others) {
        var all = new HashMap<>(some);
        all.putAll(others);
        return all;
    }

    static String port(Platform platform, Ports.Name name) {
        return String.valueOf(platform.ports().of(name));
    }

    static String data(Platform platform, String part) {
        return platform.installation().data(part).toString();
    }
}
