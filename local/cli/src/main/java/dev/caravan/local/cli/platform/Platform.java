package dev.caravan.local.cli.platform;

import static dev.caravan.local.cli.platform.Ports.Name.DYNAMODB;
import static dev.caravan.local.cli.platform.Ports.Name.FLINK;
import static dev.caravan.local.cli.platform.Ports.Name.GATEWAY;
import static dev.caravan.local.cli.platform.Ports.Name.ISSUER;
import static dev.caravan.local.cli.platform.Ports.Name.KAFKA;
import static dev.caravan.local.cli.platform.Ports.Name.POSTGRES;
import static dev.caravan.local.cli.platform.Ports.Name.S3;
import static dev.caravan.local.cli.platform.Ports.Name.SFTP;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The platform of an installation at certain ports.
 *
 * @param installation the checkout
 * @param ports the ports
 * @param secrets the passwords
 */
public record Platform(Installation installation, Ports ports, Secrets secrets) {

    /** The topic of raw activity events. */
    public static final String RAW_TOPIC = "ecom-raw-events";

    /** The topic of window results. */
    public static final String RESULTS_TOPIC = "ecom-analytics-results";

    /** The bucket of CSV feeds. */
    public static final String FEED_BUCKET = "caravan-feeds";

    /** The bucket of the marketplace feed. */
    public static final String MARKETPLACE_BUCKET = "caravan-marketplace";

    /** The table of window results. */
    public static final String TABLE = "ecom-analytics";

    /** The database. */
    public static final String DATABASE = "ecommerce";

    /** The client id of the feed Lambda. */
    public static final String LAMBDA_CLIENT = "feed-lambda";

    /** The client id of the integration service. */
    public static final String INTEGRATION_CLIENT = "integration-service";

    /** The login at the SFTP server. */
    public static final String SFTP_USER = "caravan";

    /** What a client outside the platform needs: every endpoint, with a login that only reads the database. */
    public Map<String, String> environment() {
        var variables = new LinkedHashMap<String, String>();
        variables.put("GATEWAY_URL", ports.url(GATEWAY));
        variables.putAll(kafka());
        variables.putAll(database("operator"));
        variables.putAll(aws());
        variables.put("DYNAMODB_TABLE", TABLE);
        variables.put("FEED_BUCKET", FEED_BUCKET);
        variables.put("MARKETPLACE_BUCKET", MARKETPLACE_BUCKET);
        variables.put("FLINK_URL", ports.url(FLINK));
        variables.put("ISSUER_URL", ports.url(ISSUER));
        variables.putAll(sftp());
        return variables;
    }

    /** The SFTP server, and who may log in there. */
    public Map<String, String> sftp() {
        return ordered(
                "SFTP_HOST",
                "localhost",
                "SFTP_PORT",
                String.valueOf(ports.of(SFTP)),
                "SFTP_USER",
                SFTP_USER,
                "SFTP_PASSWORD",
                secrets.get("sftp"));
    }

    /** The broker and its topics. */
    public Map<String, String> kafka() {
        return ordered(
                "KAFKA_BOOTSTRAP_SERVERS", "localhost:" + ports.of(KAFKA),
                "KAFKA_TOPIC", RAW_TOPIC,
                "KAFKA_OUTPUT_TOPIC", RESULTS_TOPIC);
    }

    /** The database, for a role. */
    public Map<String, String> database(String role) {
        return ordered(
                "DB_HOST",
                "localhost",
                "DB_PORT",
                String.valueOf(ports.of(POSTGRES)),
                "DB_NAME",
                DATABASE,
                "DB_USER",
                role,
                "DB_PASSWORD",
                secrets.get(role));
    }

    /** AWS as it is on this machine. */
    public Map<String, String> aws() {
        return ordered(
                "AWS_REGION",
                "us-east-1",
                // what version 1 of the AWS command line reads
                "AWS_DEFAULT_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                "caravan",
                "AWS_SECRET_ACCESS_KEY",
                secrets.get("aws-secret-access-key"),
                "AWS_ENDPOINT_URL_DYNAMODB",
                ports.url(DYNAMODB),
                "AWS_ENDPOINT_URL_S3",
                ports.url(S3));
    }

    private static Map<String, String> ordered(String... namesAndValues) {
        var map = new LinkedHashMap<String, String>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
