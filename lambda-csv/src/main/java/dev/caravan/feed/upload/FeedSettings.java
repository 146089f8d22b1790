package dev.caravan.feed.upload;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the function is told by its environment.
 *
 * @param productApiUrl the gateway's {@code /products}; batches go to {@code /batch} below it ({@code PRODUCT_API_URL})
 * @param tokenUrl the OAuth 2.0 token endpoint ({@code OIDC_TOKEN_URL})
 * @param scope the scope that it asks for, as the issuer calls it ({@code OIDC_SCOPE}, default catalog:write)
 * @param clientId the client that this function is ({@code OIDC_CLIENT_ID})
 * @param clientSecret the client's secret ({@code OIDC_CLIENT_SECRET})
 * @param batchSize the most rows that one request carries, 1 to 1,000 ({@code FEED_BATCH_SIZE}, default 500)
 * @param concurrency how many batches are under way at once ({@code FEED_CONCURRENCY}, default 2, at most 16)
 * @param maxErrors how many rejected rows end a file early ({@code FEED_MAX_ERRORS}, default 10,000)
 * @param allOrNothing whether one rejected row refuses the file ({@code FEED_POLICY}: reject-rows, the default, or
 *     reject-file)
 * @param hold when a feed looks like an accident ({@code FEED_HOLD_SHARE}, {@code FEED_HOLD_FROM})
 * @param patience how long the gateway or the issuer may give no response at all until the invocation fails, to be tried again
 *     later ({@code FEED_PATIENCE_SECONDS}, default 120)
 * @param turn how long an invocation works on the rows of one feed before it lets others have their turn
 *     ({@code FEED_TURN_SECONDS}, default 60)
 * @param longFunction the function that goes on with a feed after its first turn; null for the one that had it
 *     ({@code FEED_LONG_FUNCTION})
 * @param region the AWS region ({@code AWS_REGION}, default us-east-1)
 * @param s3Endpoint another S3 than the region's ({@code AWS_ENDPOINT_URL_S3})
 * @param lambdaEndpoint another Lambda than the region's ({@code AWS_ENDPOINT_URL_LAMBDA})
 */
public record FeedSettings(
        URI productApiUrl,
        URI tokenUrl,
        String scope,
        String clientId,
        String clientSecret,
        int batchSize,
        int concurrency,
        int maxErrors,
        boolean allOrNothing,
        HoldPolicy hold,
        Duration patience,
        Duration turn,
        @Nullable String longFunction,
        String region,
        @Nullable URI s3Endpoint,
        @Nullable URI lambdaEndpoint) {

    private static final int LARGEST_BATCH = 1000;
    private static final int MOST_AT_ONCE = 16;

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException naming the variable that is missing or makes no sense
     */
    public static FeedSettings from(Map<String, String> environment) {
        return new FeedSettings(
                uri("PRODUCT_API_URL", required(environment, "PRODUCT_API_URL")),
                uri("OIDC_TOKEN_URL", required(environment, "OIDC_TOKEN_URL")),
                environment.getOrDefault("OIDC_SCOPE", "catalog:write"),
                required(environment, "OIDC_CLIENT_ID"),
                required(environment, "OIDC_CLIENT_SECRET"),
                number(environment, "FEED_BATCH_SIZE", 500, LARGEST_BATCH),
                number(environment, "FEED_CONCURRENCY", 2, MOST_AT_ONCE),
                number(environment, "FEED_MAX_ERRORS", 10_000, Integer.MAX_VALUE),
                policy(environment),
                new HoldPolicy(share(environment), number(environment, "FEED_HOLD_FROM", 100, Integer.MAX_VALUE)),
                Duration.ofSeconds(number(environment, "FEED_PATIENCE_SECONDS", 120, 900)),
                Duration.ofSeconds(number(environment, "FEED_TURN_SECONDS", 60, 900)),
                presentOrNull(environment.get("FEED_LONG_FUNCTION")),
                environment.getOrDefault("AWS_REGION", "us-east-1"),
                endpoint(environment, "AWS_ENDPOINT_URL_S3"),
                endpoint(environment, "AWS_ENDPOINT_URL_LAMBDA"));
    }

    /** The address that batches are posted to. */
    public URI batchUrl() {
        var base = productApiUrl.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/batch");
    }

    private static @Nullable URI endpoint(Map<String, String> environment, String name) {
        var value = presentOrNull(environment.get(name));
        return value == null ? null : uri(name, value);
    }

    private static @Nullable String presentOrNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    private static boolean policy(Map<String, String> environment) {
        var policy = environment.getOrDefault("FEED_POLICY", ImportOptions.REJECT_ROWS);
        return switch (policy) {
            case ImportOptions.REJECT_ROWS, "" -> false;
            case ImportOptions.REJECT_FILE -> true;
            default ->
                throw new IllegalArgumentException(
                        "The environment variable FEED_POLICY must be reject-rows or reject-file, not " + policy + ".");
        };
    }

    private static double share(Map<String, String> environment) {
        var value = environment.getOrDefault("FEED_HOLD_SHARE", "0.5");
        if (!Decimal.isPlain(value) || Double.parseDouble(value) > 1) {
            throw new IllegalArgumentException(
                    "The environment variable FEED_HOLD_SHARE must be a number from 0 to 1, not " + value + ".");
        }
        return Double.parseDouble(value);
    }

    private static String required(Map<String, String> environment, String name) {
        var value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("The environment variable " + name + " is missing.");
        }
        return value;
    }

    private static URI uri(String name, String value) {
        try {
            return URI.create(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The environment variable " + name + " is no URL: " + value, e);
        }
    }

    private static int number(Map<String, String> environment, String name, int otherwise, int largest) {
        var value = environment.get(name);
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        try {
            var number = Integer.parseInt(value);
            if (number >= 1 && number <= largest) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(outOfRange(name, value, largest), e);
        }
        throw new IllegalArgumentException(outOfRange(name, value, largest));
    }

    private static String outOfRange(String name, String value, int largest) {
        return "The environment variable " + name + " must be a number from 1 to " + largest + ", not " + value + ".";
    }
}
