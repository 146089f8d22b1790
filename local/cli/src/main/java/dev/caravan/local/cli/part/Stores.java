package dev.caravan.local.cli.part;

import static dev.caravan.local.cli.part.LocalParts.data;
import static dev.caravan.local.cli.part.LocalParts.port;
import static dev.caravan.local.cli.platform.Ports.Name.DYNAMODB;
import static dev.caravan.local.cli.platform.Ports.Name.ISSUER;
import static dev.caravan.local.cli.platform.Ports.Name.KAFKA;
import static dev.caravan.local.cli.platform.Ports.Name.MAIL;
import static dev.caravan.local.cli.platform.Ports.Name.MAILBOX;
import static dev.caravan.local.cli.platform.Ports.Name.POSTGRES;
import static dev.caravan.local.cli.platform.Ports.Name.S3;
import static dev.caravan.local.cli.platform.Ports.Name.SFTP;

import dev.caravan.local.cli.part.PartSpec.Listener;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.platform.TopicList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What keeps the data, and who gives out tokens: the first to be there. */
final class Stores {
    static final List<PartSpec> PARTS = List.of(
            store("postgres", "local.postgres.PostgresPart", POSTGRES, "PostgreSQL", "", Stores::postgres),
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
                            "S3_BUCKETS", Platform.FEED_BUCKET + "," + Platform.MARKETPLACE_BUCKET)),
            store(
                    "mail",
                    "local.mail.MailPart",
                    List.of(
                            new Listener("Mailbox", "http://", ports -> ports.of(MAILBOX)),
                            new Listener("SMTP", "", ports -> ports.of(MAIL))),
                    platform -> Map.of(
                            "MAIL_PORT", port(platform, MAIL),
                            "MAILBOX_PORT", port(platform, MAILBOX),
                            "MAIL_DATA_DIR", data(platform, "mail"))),
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
                            "OIDC_CLIENT_SECRET", platform.secrets().get("feed-lambda"),
                            "OIDC_CLIENT_SECRET_INTEGRATION", platform.secrets().get("integration-client"))),
            store("sftp", "local.sftp.SftpPart", SFTP, "SFTP, files of an ERP", "sftp://", Stores::sftp));

    private Stores() {}

    private static PartSpec store(
            String name,
            String mainClass,
            Ports.Name port,
            String title,
            String scheme,
            Function<Platform, Map<String, String>> environment) {
        return store(name, mainClass, List.of(new Listener(title, scheme, ports -> ports.of(port))), environment);
    }

    private static PartSpec store(
            String name,
            String mainClass,
            List<Listener> listeners,
            Function<Platform, Map<String, String>> environment) {
        return new PartSpec(
                name,
                0,
                new Launch.Module("local/" + name, "dev.caravan." + mainClass),
                List.of(),
                listeners,
                Set.of(),
                new Readiness.Announced(),
                PartSpec.PATIENCE,
                environment);
    }

    private static Map<String, String> sftp(Platform platform) {
        return Map.of(
                "SFTP_PORT", port(platform, SFTP),
                "SFTP_DATA_DIR", data(platform, "sftp"),
                "SFTP_KEY_DIR", data(platform, "sftp-key"),
                "SFTP_USER", Platform.SFTP_USER,
                "SFTP_PASSWORD", platform.secrets().get("sftp"));
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
                    "DB_PASSWORD_" + role.toUpperCase(Locale.ROOT),
                    platform.secrets().get(role));
        }
        return variables;
    }
}
