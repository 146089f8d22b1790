package dev.caravan.together;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.caravan.local.testing.LocalS3;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/** A marketplace that fetches the file again and again: once there is one, each must be whole. */
final class MarketplaceReader implements AutoCloseable {
    static final String BUCKET = "caravan-marketplace";

    private static final String FILE = "/marketplace/products.tsv.gz";
    private static final long PAUSE_MILLIS = 100;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger whole = new AtomicInteger();
    private final List<String> broken = new CopyOnWriteArrayList<>();

    MarketplaceReader() {
        var unused = clock.scheduleWithFixedDelay(this::fetch, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How often the file was whole. */
    int whole() {
        return whole.get();
    }

    /** What was wrong with the file, each time that something was. */
    List<String> broken() {
        return broken;
    }

    /** The file's lines, its head first. */
    List<String> lines() throws IOException {
        return lines(get(FILE).body());
    }

    /** Whether the manifest is that of the file. */
    boolean isManifestOfTheFile() throws IOException {
        var manifest = JSON.readTree(get("/marketplace/manifest.json").body());
        var file = get(FILE).body();
        return sha256(file).equals(manifest.at("/file/sha256").asText())
                && manifest.path("products").asInt() == lines(file).size() - 1;
    }

    /** How many bytes the file has. */
    long size() throws IOException {
        return get(FILE).body().length;
    }

    private void fetch() {
        HttpResponse<byte[]> response;
        try {
            response = get(FILE);
        } catch (IOException e) {
            return; // S3 is away: the next one tells
        }
        try {
            if (response.statusCode() == 200) {
                var lines = lines(response.body());
                assertThat(lines).allMatch(line -> line.split("\t", -1).length == columns(lines));
                whole.incrementAndGet();
            } else if (whole.get() > 0 && response.statusCode() < 500) {
                broken.add("status " + response.statusCode());
            }
        } catch (IOException | AssertionError e) {
            broken.add(e.toString());
        }
    }

    private static int columns(List<String> lines) {
        return lines.getFirst().split("\t", -1).length;
    }

    private static List<String> lines(byte[] file) throws IOException {
        try (var content = new GZIPInputStream(new ByteArrayInputStream(file))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private HttpResponse<byte[]> get(String path) throws IOException {
        try {
            var address = URI.create(LocalS3.shared().endpoint() + "/" + BUCKET + path);
            return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        http.shutdownNow();
    }
}
