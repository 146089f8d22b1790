package dev.caravan.local.lambda;

import dev.caravan.local.part.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How the function runs here.
 *
 * @param port where the runtime API, the invoke API and {@code /ready} listen; 0 for any ({@code LAMBDA_RUNTIME_PORT})
 * @param state where events, dead letters and what was handed over are kept ({@code LAMBDA_STATE_DIR})
 * @param functionDirectory what would be {@code /var/task}: jars in {@code lib/} ({@code LAMBDA_FUNCTION_DIR})
 * @param handler the handler class ({@code LAMBDA_HANDLER})
 * @param functionName the function's name ({@code LAMBDA_FUNCTION_NAME}, default lambda-csv)
 * @param memoryMegabytes the function's memory ({@code LAMBDA_MEMORY_MB}, default 512)
 * @param timeout how long an invocation may take ({@code LAMBDA_TIMEOUT_SECONDS}, default 900)
 * @param retryDelays the pauses before an asynchronous event's second, third, … try ({@code LAMBDA_RETRY_DELAYS_MS},
 *     default 1000,2000 where Lambda itself waits one and two minutes); after the last an event is a dead letter
 * @param snapStart whether to run the checkpoint hooks as SnapStart does ({@code LAMBDA_SNAPSTART}, default false)
 * @param javaOptions further options of the function's JVM ({@code LAMBDA_JAVA_OPTIONS})
 * @param s3 the local S3 ({@code AWS_ENDPOINT_URL_S3})
 * @param region the region that S3 and the function believe in ({@code AWS_REGION}, default us-east-1)
 * @param bucket the bucket that is watched ({@code FEED_BUCKET}, default caravan-feeds)
 */
record LambdaSettings(
        int port,
        Path state,
        Path functionDirectory,
        String handler,
        String functionName,
        int memoryMegabytes,
        Duration timeout,
        List<Duration> retryDelays,
        boolean snapStart,
        List<String> javaOptions,
        URI s3,
        String region,
        String bucket) {

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException naming what is missing or makes no sense
     */
    static LambdaSettings from(Settings settings) {
        return new LambdaSettings(
                number(settings, "LAMBDA_RUNTIME_PORT", "0"),
                settings.directory("LAMBDA_STATE_DIR"),
                settings.directory("LAMBDA_FUNCTION_DIR"),
                settings.optional("LAMBDA_HANDLER", "dev.caravan.feed.FeedHandler::handleRequest"),
                settings.optional("LAMBDA_FUNCTION_NAME", "lambda-csv"),
                number(settings, "LAMBDA_MEMORY_MB", "512"),
                Duration.ofSeconds(number(settings, "LAMBDA_TIMEOUT_SECONDS", "900")),
                words(settings.optional("LAMBDA_RETRY_DELAYS_MS", "1000,2000"), ",").stream()
                        .map(millis -> Duration.ofMillis(number("LAMBDA_RETRY_DELAYS_MS", millis)))
                        .toList(),
                Boolean.parseBoolean(settings.optional("LAMBDA_SNAPSTART", "false")),
                words(settings.optional("LAMBDA_JAVA_OPTIONS", ""), " "),
                URI.create(settings.required("AWS_ENDPOINT_URL_S3")),
                settings.optional("AWS_REGION", "us-east-1"),
                settings.optional("FEED_BUCKET", "caravan-feeds"));
    }

    private static List<String> words(String text, String separator) {
        return Arrays.stream(text.split(separator, -1))
                .map(String::trim)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static int number(Settings settings, String name, String otherwise) {
        return number(name, settings.optional(name, otherwise));
    }

    private static int number(String name, String value) {
        if (!value.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("the environment variable " + name + " holds no number: " + value);
        }
        return Integer.parseInt(value);
    }
}
