package dev.caravan.service.integration.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MarketplaceFeedTest extends MarketplaceShopTest {

    @Test
    void writesTheWholeCatalogAndAManifestOfIt() throws Exception {
        for (var id = 1; id <= 250; id++) {
            CATALOG.put(id);
        }
        CATALOG.put(251).putNull("description");
        CATALOG.put(252).put("price", new BigDecimal("0.00"));
        CATALOG.put(253).put("name", "x".repeat(151));
        CATALOG.put(254).putNull("description");

        tellAndAwaitFile("product.created", 254);

        assertThat(ids()).hasSize(250).contains("1", "250").doesNotHaveDuplicates();
        assertThat(BUCKET.lines().getFirst())
                .isEqualTo("1\tProduct 1\tMade of wood, no. 1\thttps://shop.example/products/1"
                        + "\thttps://shop.example/products/1.jpg\tin_stock\t15.00 EUR\tnew\tKitchen\tno");
        var manifest = BUCKET.manifest();
        assertThat(manifest.get("products").asInt()).isEqualTo(250);
        assertThat(manifest.get("left_out").asInt()).isEqualTo(4);
        assertThat(manifest.at("/left_out_because/no_description/count").asInt())
                .isEqualTo(2);
        assertThat(manifest.at("/left_out_because/no_description/example_ids").toString())
                .isEqualTo("[251,254]");
        assertThat(manifest.at("/left_out_because/no_price/example_ids/0").asInt())
                .isEqualTo(252);
        assertThat(manifest.at("/left_out_because/title_too_long/count").asInt())
                .isEqualTo(1);
        var file = BUCKET.file();
        assertThat(manifest.at("/file/key").asText()).isEqualTo("marketplace/products.tsv.gz");
        assertThat(manifest.at("/file/bytes").asInt()).isEqualTo(file.length);
        assertThat(manifest.at("/file/sha256").asText())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
        assertThat(manifest.get("began_at").asText())
                .isLessThan(manifest.get("ended_at").asText());
        await().untilAsserted(() -> {
            assertThat(INSTANCE.gauge("marketplace.feed.products")).isEqualTo(250);
            assertThat(INSTANCE.gauge("marketplace.feed.left.out")).isEqualTo(4);
            assertThat(INSTANCE.gauge("marketplace.feed.waiting")).isZero();
            assertThat(INSTANCE.gauge("marketplace.feed.age")).isBetween(0.0, 60.0);
        });
    }

    @Test
    void followsAProductFromItsCreationToItsEnd() {
        CATALOG.put(1);
        tellAndAwaitFile("product.created", 1);
        assertThat(ids()).containsExactly("1");

        CATALOG.put(1).put("price", new BigDecimal("16.50"));
        tellAndAwaitFile("product.updated", 1);
        assertThat(BUCKET.lines().getFirst()).contains("\t16.50 EUR\t");

        CATALOG.put(1).put("stock_quantity", 0);
        tellAndAwaitFile("order.placed", 1);
        assertThat(BUCKET.lines().getFirst()).contains("\tout_of_stock\t");

        CATALOG.delete(1);
        tellAndAwaitFile("product.deleted", 1);
        assertThat(ids()).isEmpty();
        assertThat(BUCKET.manifest().get("products").asInt()).isZero();
    }

    @Test
    void keepsANameThatWouldBreakTheFileOnOneLine() {
        CATALOG.put(1).put("name", "Cup\t0.00 EUR\r\n2\t\"Other\u2028\u0000\u001b[31m");
        CATALOG.put(2);

        tellAndAwaitFile("product.created", 1);
        assertThat(BUCKET.lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.split("\t")).hasSize(10));
        assertThat(BUCKET.lines().getFirst()).startsWith("1\t\"Cup 0.00 EUR 2 \"\"Other [31m\"\tMade of wood");
    }

    @Test
    void writesNothingWhileNothingChanges() {
        CATALOG.put(1);
        tellAndAwaitFile("product.created", 1);
        var runs = runs();
        var seen = INSTANCE.eventsSeen();

        // an order that is on its way takes no stock, and a customer is no product
        tell("order.shipped", 1);

        await().until(() -> INSTANCE.eventsSeen() > seen);
        awaitLooks(10);
        assertThat(runs()).isEqualTo(runs);
    }

    @Test
    void writesTheFileAnewOnceADay() {
        CATALOG.put(1);
        tellAndAwaitFile("product.created", 1);
        var runs = runs();

        execute("UPDATE integration.marketplace_feed SET file_began_at = file_began_at - interval '1 day'");

        await().until(() -> runs() == runs + 1);
        awaitFile();
    }

    @Test
    void letsTheIntervalPassBetweenTwoFiles() {
        CATALOG.put(1);
        tellAndAwaitFile("product.created", 1);
        execute("UPDATE integration.marketplace_feed SET free_at = now() + interval '15 minutes'");
        var runs = runs();

        tell("product.updated", 1);

        await().until(this::isMarked);
        awaitLooks(10);
        assertThat(runs()).isEqualTo(runs);
        execute("UPDATE integration.marketplace_feed SET free_at = now()");
        await().until(() -> runs() == runs + 1);
        awaitFile();
    }

    @Test
    void goesOnWhereItIsWhenTheCatalogIsAwayForAMoment() {
        for (var id = 1; id <= 120; id++) {
            CATALOG.put(id);
        }
        CATALOG.fail(2);

        tellAndAwaitFile("product.created", 1);
        assertThat(ids()).hasSize(120);
        assertThat(number("SELECT failures FROM integration.marketplace_feed")).isZero();
    }

    @Test
    void writesOnceWithTwoInstances() {
        CATALOG.put(1);
        try (var other = startInstance()) {
            awaitFile();
            var manifests = manifestsWritten();
            var looks = other.looks();

            tell("product.created", 1);

            await().until(() -> manifestsWritten() == manifests + 1);
            awaitFile();
            awaitLooks(10);
            await().atMost(Duration.ofSeconds(20)).until(() -> other.looks() > looks + 10);
            assertThat(manifestsWritten()).isEqualTo(manifests + 1);
        }
    }
}
