package dev.caravan.local.cli.http;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.Ports;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The bucket of CSV feeds: uploads go to {@code feeds/}, reports appear in {@code reports/}. */
public final class FeedBucket implements AutoCloseable {

    private static final String METADATA = "x-amz-meta-";
    private static final String APPROVED = METADATA + "approved";
    private static final String CSV = ".csv";
    private static final int READS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    /** The bucket of a platform. */
    public FeedBucket(Platform platform) {
        this(platform.ports().url(Ports.Name.S3));
    }

    /** The bucket in an S3. */
    FeedBucket(String s3) {
        url = s3 + "/" + Platform.FEED_BUCKET + "/";
    }

    /**
     * Uploads a feed.
     *
     * @param name its name without {@code feeds/}, such as {@code spring.csv}
     * @param metadata options for the import, such as {@code dry-run}
     * @return the entity tag, without quotes: the report names it
     */
    public String put(String name, Path file, Map<String, String> metadata) {
        var request = request("feeds/" + name).PUT(body(file)).header("Content-Type", "text/csv");
        metadata.forEach((key, value) -> request.header(METADATA + key, value));
        var response = send(request);
        if (response.statusCode() != 200) {
            throw new Failure("S3 refused the upload with status " + response.statusCode() + ": " + response.body());
        }
        return response.headers().firstValue("ETag").orElse("").replace("\"", "");
    }

    /**
     * Marks a feed as approved, which uploads it anew: the same content with one more word of metadata.
     *
     * @param etag what is approved
     * @return the entity tag of the approved upload
     * @throws Failure if there is another upload by now
     */
    public String approve(String name, String etag) {
        try {
            var copy = Files.createTempFile("feed", ".csv");
            try {
                return approve(name, etag, copy);
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new Failure("The feed cannot be kept while it is uploaded anew: " + e.getMessage(), e);
        }
    }

    /** A copy within S3 would do, but not every S3 says of a copy onto itself that something was uploaded. */
    private String approve(String name, String etag, Path copy) {
        var match = '"' + etag + '"';
        var held = send(request("feeds/" + name).GET().header("If-Match", match), BodyHandlers.ofFile(copy));
        requireHeld(name, held.statusCode());
        var upload = request("feeds/" + name)
                .PUT(body(copy))
                .header("If-Match", match)
                .header("Content-Type", "text/csv")
                .header(APPROVED, "true");
        held.headers().map().forEach((header, values) -> {
            if (header.toLowerCase(Locale.ROOT).startsWith(METADATA) && !header.equalsIgnoreCase(APPROVED)) {
                upload.header(header, values.getFirst());
            }
        });
        var response = send(upload);
        requireHeld(name, response.statusCode());
        return response.headers().firstValue("ETag").orElse("").replace("\"", "");
    }

    private static void requireHeld(String name, int status) {
        switch (status) {
            case 200 -> {}
            case 404, 412 ->
                throw new Failure(
                        "feeds/" + name + " is not the upload that was held. Look at the report on the one that"
                                + " is there: ./caravan feed report " + name);
            default -> throw new Failure("S3 refused the approval with status " + status + ".");
        }
    }

    private static HttpRequest.BodyPublisher body(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new Failure("There is no file " + file + ".", e);
        }
    }

    /** An object, if it is there. */
    public Optional<String> get(String key) {
        var response = read(request(key).GET().build());
        return switch (response.statusCode()) {
            case 200 -> Optional.of(response.body());
            case 404 -> Optional.empty();
            default ->
                throw new Failure(
                        "S3 answered " + key + " with status " + response.statusCode() + ": " + response.body());
        };
    }

    /** The key of the report on a feed. */
    public static String reportKey(String name) {
        return "reports/" + bare(name) + ".report.json";
    }

    /** The key of what is shown of an import that runs. */
    public static String progressKey(String name) {
        return "reports/" + bare(name) + ".progress.json";
    }

    /** Reports are called like the feed without {@code .csv}; another suffix stays. */
    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(CSV) ? name.substring(0, name.length() - CSV.length()) : name;
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder request(String key) {
        return HttpRequest.newBuilder(URI.create(url + encoded(key)));
    }

    private static String encoded(String key) {
        return Arrays.stream(key.split("/", -1))
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    /**
     * Reads again what stops in the middle: a local S3 has no more to say of an object that is replaced while it is read,
     * as what is shown of an import often is, and keeps the connection open for a minute.
     */
    private HttpResponse<String> read(HttpRequest get) {
        for (var attempt = 1; ; attempt++) {
            var answer = http.sendAsync(get, BodyHandlers.ofString());
            try {
                return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                answer.cancel(true);
                if (attempt == READS || e.getCause() instanceof ConnectException) {
                    throw notAnswering(e.getCause() == null ? e : e.getCause());
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request.build(), handler);
        } catch (IOException e) {
            throw notAnswering(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Failure notAnswering(Throwable e) {
        var why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new Failure("S3 at " + url + " does not answer (" + why + "). Is Caravan up? See ./caravan status.", e);
    }

    private static Failure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Failure("Interrupted.", e);
    }
}
