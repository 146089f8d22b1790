package dev.caravan.local.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.feed.Report;
import dev.caravan.local.cli.feed.Reports;
import dev.caravan.local.cli.platform.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A feed owner uploads a catalog with some broken rows; everything else is there afterwards. */
final class FeedAct {

    private static final String NAME = "demo.csv";

    private final Stage stage;
    private final Story story;

    FeedAct(Stage stage) {
        this.stage = stage;
        this.story = stage.story();
    }

    /** Plays; the products are then in the catalog. Returns them with their ids, by sku. */
    Map<String, CatalogProduct> play() throws IOException {
        story.act("A feed owner uploads a catalog");
        var feed = FeedFile.random(stage.random());
        var file = feed.write();
        var etag = stage.bucket().put(NAME, file, Map.of());
        Files.delete(file);
        story.tell(
                "feeds/%s: %d good rows, %d broken on purpose. S3 tells the feed function, which posts to the gateway.",
                NAME, feed.good().size(), feed.broken().size());
        var report = new Reports(stage.bucket()).await(NAME, etag, Duration.ofSeconds(60));
        checkReport(feed, report);
        return checkCatalog(feed);
    }

    /**
     * A product as the gateway shows it.
     *
     * @param id its id
     * @param product the rest
     */
    record CatalogProduct(long id, DemoProduct product) {}

    private void checkReport(FeedFile feed, Report report) {
        story.checkEqual(
                (long) feed.good().size(),
                report.total("created"),
                "the report counts %d products created",
                report.total("created"));
        var explained = new TreeMap<Integer, String>();
        for (var error : report.errors()) {
            explained.put(error.path("line").asInt(), error.path("column").asText());
        }
        for (var error : report.errors()) {
            if (explained.headMap(error.path("line").asInt()).size() < 6) {
                story.tell(
                        "  line %-3d %-15s %s",
                        error.path("line").asInt(),
                        error.path("column").asText(),
                        error.path("message").asText());
            }
        }
        story.checkEqual(
                new TreeMap<>(feed.broken()),
                explained,
                "it names line and column of each of the %d broken rows, and no other",
                feed.broken().size());
    }

    private Map<String, CatalogProduct> checkCatalog(FeedFile feed) {
        var found = new LinkedHashMap<String, CatalogProduct>();
        var cursor = "";
        do {
            var answer = stage.gateway().get("/products?limit=100" + cursor).send();
            if (answer.status() != 200) {
                throw new Failure("GET /products answered " + answer.status() + ": " + answer.body());
            }
            for (var product : answer.json().path("data")) {
                found.put(product.path("sku").asText(), read(product));
            }
            var next = answer.json().path("next_cursor");
            cursor = next.isTextual()
                    ? "&cursor=" + java.net.URLEncoder.encode(next.asText(), java.nio.charset.StandardCharsets.UTF_8)
                    : "";
        } while (!cursor.isEmpty());
        var products = new HashMap<String, DemoProduct>();
        found.forEach((sku, product) -> products.put(sku, product.product()));
        story.checkEqual(
                Map.copyOf(feed.good()),
                Map.copyOf(products),
                "GET /products pages through exactly those %d, with name, category, price and stock",
                feed.good().size());
        return found;
    }

    private static CatalogProduct read(JsonNode product) {
        return new CatalogProduct(
                product.path("id").asLong(),
                new DemoProduct(
                        product.path("sku").asText(),
                        product.path("name").asText(),
                        product.path("category").asText(),
                        product.path("price").decimalValue(),
                        product.path("stock_quantity").asInt()));
    }
}
