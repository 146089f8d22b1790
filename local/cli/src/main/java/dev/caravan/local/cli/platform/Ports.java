package dev.caravan.local.cli.platform;

/**
 * The ports of the platform, all at fixed distances from one base, and the addresses that they are bound to.
 *
 * @param base the gateway's port
 * @param bind the address that the gateway listens on; whatever else listens does so on {@link #LOOPBACK}
 */
public record Ports(int base, String bind) {

    /** The address that no other machine reaches. */
    public static final String LOOPBACK = "127.0.0.1";

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
        /** The integration service's API. */
        INTEGRATION(5),
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
        NODE_EXPORTER(21),
        /** SMTP. */
        MAIL(22),
        /** The page that shows the mails. */
        MAILBOX(23),
        /** The SFTP server. */
        SFTP(24);

        private final int offset;

        Name(int offset) {
            this.offset = offset;
        }
    }

    /** Ports that no other machine reaches. */
    public Ports(int base) {
        this(base, LOOPBACK);
    }

    /** Checks that every port is a port. */
    public Ports {
        if (base < 1024 || base + MANAGEMENT + 24 > 65_535) {
            throw new Failure("The port base " + base + " is out of range: choose one between 1024 and 64511.");
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

    /** The address that {@code name} is bound to. */
    public String address(Name name) {
        return name == Name.GATEWAY ? bind : LOOPBACK;
    }

    /** {@code http://localhost:<port>}, or the one address at which it is reached where that is another. */
    public String url(Name name) {
        return "http://" + at(of(name));
    }

    /** Host and port at which one of the ports is reached from this machine. */
    public String at(int port) {
        var address = port == of(Name.GATEWAY) ? bind : LOOPBACK;
        if (address.equals(LOOPBACK) || BindAddress.isEverywhere(address)) {
            return "localhost:" + port;
        }
        return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }
}
