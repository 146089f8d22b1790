package dev.caravan.local.cli.platform;

/**
 * The ports of the platform, all at fixed distances from one base.
 *
 * @param base the gateway's port
 */
public record Ports(int base) {

    /** The base where nobody says otherwise. */
    public static final int DEFAULT_BASE = 8080;

    private static final int MANAGEMENT = 1000;

    /** What listens, and its distance from the base. */
    public enum Name {
        /** The gateway's API. */
        GATEWAY(0),
        /** The product catalog's API. */
        PRODUCT_CATALOG(1),
        /** The customer service's API. */
        CUSTOMER(2),
        /** The order service's API. */
        ORDER(3),
        /** The activity service's API. */
        ACTIVITY(4),
        /** The OIDC issuer. */
        ISSUER(10),
        /** Flink's web interface and REST API. */
        FLINK(11),
        /** S3. */
        S3(12),
        /** DynamoDB. */
        DYNAMODB(13),
        /** The Kafka broker. */
        KAFKA(14),
        /** PostgreSQL. */
        POSTGRES(15),
        /** The Lambda Runtime API. */
        LAMBDA(16),
        /** Prometheus, with {@code --observe}. */
        PROMETHEUS(17),
        /** Zipkin's pages, with {@code --observe}. */
        ZIPKIN(18),
        /** OTLP over HTTP, with {@code --observe}. */
        OTLP(19),
        /** Alertmanager, with {@code --observe}. */
        ALERTMANAGER(20),
        /** The machine's own metrics, with {@code --observe}. */
        NODE_EXPORTER(21);

        private final int offset;

        Name(int offset) {
            this.offset = offset;
        }
    }

    /** Checks that every port is a port. */
    public Ports {
        if (base < 1024 || base + MANAGEMENT + 21 > 65_535) {
            throw new Failure("The port base " + base + " is out of range: choose one between 1024 and 64514.");
        }
    }

    /** The port of {@code name}. */
    public int of(Name name) {
        return base + name.offset;
    }

    /** The management port of the service whose API is {@code name}. */
    public int managementOf(Name name) {
        return of(name) + MANAGEMENT;
    }

    /** {@code http://localhost:<port>}. */
    public String url(Name name) {
        return "http://localhost:" + of(name);
    }
}
