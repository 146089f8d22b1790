package dev.caravan.local.cli.part;

import static dev.caravan.local.cli.part.LocalParts.both;
import static dev.caravan.local.cli.part.LocalParts.port;
import static dev.caravan.local.cli.platform.Ports.Name.ACTIVITY;
import static dev.caravan.local.cli.platform.Ports.Name.CUSTOMER;
import static dev.caravan.local.cli.platform.Ports.Name.GATEWAY;
import static dev.caravan.local.cli.platform.Ports.Name.INTEGRATION;
import static dev.caravan.local.cli.platform.Ports.Name.ISSUER;
import static dev.caravan.local.cli.platform.Ports.Name.MAIL;
import static dev.caravan.local.cli.platform.Ports.Name.ORDER;
import static dev.caravan.local.cli.platform.Ports.Name.PRODUCT_CATALOG;
import static dev.caravan.local.cli.platform.Ports.Name.SFTP;

import dev.caravan.local.cli.part.PartSpec.Listener;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The services of the platform. */
final class Services {
    static final List<PartSpec> PARTS = List.of(
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
                    Set.of("postgres", "kafka", "sftp"),
                    Services::integration),
            service(
                    "api-gateway",
                    2,
                    GATEWAY,
                    "API gateway",
                    Set.of(),
                    platform -> both(platform.aws(), upstreams(platform))));

    private Services() {}

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
                PartSpec.PATIENCE,
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

    private static Map<String, String> integration(Platform platform) {
        var ports = platform.ports();
        var variables = both(
                both(both(platform.database("integration"), platform.kafka()), marketplace(platform)),
                Map.of(
                        // receivers of webhooks are on this machine too
                        "WEBHOOK_ALLOW_PRIVATE",
                        "true",
                        "MAIL_HOST",
                        "localhost",
                        "MAIL_PORT",
                        port(platform, MAIL),
                        "MAIL_TLS",
                        "none",
                        "MAIL_FROM",
                        "Caravan <orders@caravan.example>",
                        "CUSTOMER_SERVICE_URL",
                        ports.url(CUSTOMER),
                        "OIDC_TOKEN_URL",
                        ports.url(ISSUER) + "/token",
                        "OIDC_CLIENT_ID",
                        Platform.INTEGRATION_CLIENT,
                        "OIDC_CLIENT_SECRET",
                        platform.secrets().get("integration-client"),
                        "ORDER_SERVICE_URL",
                        ports.url(ORDER)));
        variables.putAll(erp(platform));
        return variables;
    }

    /** The ERP's server is that of this machine, known by the key that it made at its first start. */
    private static Map<String, String> erp(Platform platform) {
        var key = Path.of(LocalParts.data(platform, "sftp-key"), "host-key.pub");
        if (!Files.exists(key)) {
            return Map.of();
        }
        try {
            return Map.of(
                    "ERP_SFTP_HOST", "localhost",
                    "ERP_SFTP_PORT", port(platform, SFTP),
                    "ERP_SFTP_USER", Platform.SFTP_USER,
                    "ERP_SFTP_PASSWORD", platform.secrets().get("sftp"),
                    "ERP_SFTP_HOST_KEY", Files.readString(key).strip(),
                    // here somebody looks on
                    "ERP_BATCH_INTERVAL", System.getenv().getOrDefault("ERP_BATCH_INTERVAL", "5s"),
                    "ERP_POLL", System.getenv().getOrDefault("ERP_POLL", "5s"));
        } catch (IOException e) {
            throw new UncheckedIOException(key.toString(), e);
        }
    }

    private static Map<String, String> marketplace(Platform platform) {
        return both(
                platform.aws(),
                Map.of(
                        "PRODUCT_CATALOG_URL", platform.ports().url(PRODUCT_CATALOG),
                        "MARKETPLACE_BUCKET", Platform.MARKETPLACE_BUCKET,
                        "MARKETPLACE_LINK", "https://shop.example/products/{id}",
                        "MARKETPLACE_IMAGE_LINK", "https://shop.example/products/{id}.jpg",
                        // a person who changes a product sees it in the file soon
                        "MARKETPLACE_INTERVAL", "5s"));
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
}
