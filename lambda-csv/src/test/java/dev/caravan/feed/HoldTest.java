package dev.caravan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is looked at before anything is written: accidents, files that are to be taken whole, and what would change. */
class HoldTest extends FunctionTest {

    private static final Map<String, String> STRICT =
            Map.of("FEED_HOLD_SHARE", "0.5", "FEED_HOLD_FROM", "10", "FEED_BATCH_SIZE", "5");

    @BeforeEach
    void fillTheCatalog() throws IOException {
        run(feed(1, 20, "7.90", 3));
        gateway.forgetRequests();
    }

    @Test
    void holdsAFeedThatWouldChangeTooManyPrices() throws IOException {
        var report = run(feed(1, 11, "8.90", 3), STRICT);

        assertThat(report.path("status").asText()).isEqualTo("held");
        assertThat(report.at("/hold/price_changes").asInt()).isEqualTo(11);
        assertThat(report.at("/hold/catalog_products").asInt()).isEqualTo(20);
        assertThat(report.at("/hold/message").asText())
                .contains("11 would get another price")
                .contains("50 %")
                .contains("./caravan feed approve feed.csv");
        assertThat(report.at("/totals/updated").asInt()).isEqualTo(11);
        assertThat(report.at("/changes/0/changes/0").toString())
                .isEqualTo("{\"field\":\"price\",\"from\":\"7.90\",\"to\":\"8.90\"}");
        assertThat(gateway.batchSizes).isEmpty();
    }

    @Test
    void holdsAFeedThatWouldEmptyTheShelves() throws IOException {
        var report = run(feed(1, 12, "7.90", 0), STRICT);

        assertThat(report.path("status").asText()).isEqualTo("held");
        assertThat(report.at("/hold/sold_out").asInt()).isEqualTo(12);
        assertThat(gateway.batchSizes).isEmpty();
    }

    @Test
    void letsAnApprovedFeedThrough() throws IOException {
        var event = upload.put(
                "feeds/feed.csv", feed(1, 20, "8.90", 3).getBytes(StandardCharsets.UTF_8), Map.of("approved", "true"));

        handler(STRICT).handleRequest(event, context(60_000));

        assertThat(upload.report("reports/feed.report.json")
                        .at("/totals/updated")
                        .asInt())
                .isEqualTo(20);
        assertThat(product("S-1").path("price").asText()).isEqualTo("8.90");
    }

    @Test
    void importsAFeedThatChangesLessAndSendsOnlyWhatChanges() throws IOException {
        var report = run(feed(1, 5, "8.90", 3) + rowsOf(6, 20, "7.90", 3), STRICT);

        assertThat(report.path("status").asText()).isEqualTo("completed");
        assertThat(report.path("totals").toString())
                .isEqualTo("{\"rows\":20,\"created\":0,\"updated\":5,\"unchanged\":15,\"rejected\":0}");
        assertThat(gateway.dryRunSizes).containsExactly(5, 5, 5, 5);
        assertThat(gateway.batchSizes).containsExactly(5);
    }

    @Test
    void isDoneWithAFeedOfWhichTheCatalogSaysThatItChangesNothing() throws IOException {
        var report = run(feed(1, 20, "7.90", 3) + "BAD,Cup,x,1\n", STRICT);

        assertThat(report.path("status").asText()).isEqualTo("completed");
        assertThat(report.path("totals").toString())
                .isEqualTo("{\"rows\":21,\"created\":0,\"updated\":0,\"unchanged\":20,\"rejected\":1}");
        assertThat(report.has("changes")).isFalse();
        assertThat(gateway.dryRunSizes).containsExactly(5, 5, 5, 5);
        assertThat(gateway.batchSizes).isEmpty();
    }

    @Test
    void asksAnEmptyCatalogOnlyWhetherItIsEmpty() throws IOException {
        gateway.reset();

        var report = run(feed(1, 50, "7.90", 3), STRICT);

        assertThat(report.at("/totals/created").asInt()).isEqualTo(50);
        // what is under way already when the first response comes
        assertThat(gateway.dryRunSizes).hasSizeLessThanOrEqualTo(3);
        assertThat(gateway.batchSizes).hasSize(10);
    }

    @Test
    void saysInADryRunWhatWouldChangeAndThatItWouldBeHeld() throws IOException {
        var event = upload.put("feeds/spring.dry-run.csv", feed(1, 20, "8.90", 3) + "NEW,Cup,1,1\nBAD,Cup,x,1\n");

        handler(STRICT).handleRequest(event, context(60_000));

        var report = upload.report("reports/spring.dry-run.report.json");
        assertThat(report.path("status").asText()).isEqualTo("completed");
        assertThat(report.path("dry_run").asBoolean()).isTrue();
        assertThat(report.path("totals").toString())
                .isEqualTo("{\"rows\":22,\"created\":1,\"updated\":20,\"unchanged\":0,\"rejected\":1}");
        assertThat(report.at("/hold/affected_products").asInt()).isEqualTo(20);
        assertThat(report.path("changes")).hasSize(20);
        assertThat(report.path("changes_omitted").asInt()).isZero();
        assertThat(gateway.batchSizes).isEmpty();
    }

    @Test
    void listsTheChangesOfAThousandProductsAndCountsTheOthers() throws IOException {
        run(feed(1, 1200, "7.90", 3), Map.of("FEED_HOLD_SHARE", "1"));

        var report = run(feed(1, 1200, "8.90", 3), Map.of("FEED_HOLD_SHARE", "0.1"));

        assertThat(report.path("status").asText()).isEqualTo("held");
        assertThat(report.path("changes")).hasSize(1000);
        assertThat(report.path("changes_omitted").asInt()).isEqualTo(200);
    }

    @Test
    void refusesAWholeFileForOneRowWhereThatIsAskedFor() throws IOException {
        var content = feed(1, 3, "8.90", 3) + "BAD,Cup,x,1\nNEW,,1,1\n";
        handler(Map.of()).handleRequest(upload.put("feeds/a.reject-file.csv", content), context(60_000));
        var byName = upload.report("reports/a.reject-file.report.json");
        handler(Map.of())
                .handleRequest(
                        upload.put(
                                "feeds/b.csv",
                                content.getBytes(StandardCharsets.UTF_8),
                                Map.of("policy", "reject-file")),
                        context(60_000));
        var byMetadata = upload.report("reports/b.report.json");
        var bySetting = run(content, Map.of("FEED_POLICY", "reject-file"));

        for (var report : new JsonNode[] {byName, byMetadata, bySetting}) {
            assertThat(report.path("status").asText()).isEqualTo("refused");
            assertThat(report.path("policy").asText()).isEqualTo("reject-file");
            assertThat(report.at("/refusal/code").asText()).isEqualTo("rows_rejected");
            assertThat(report.at("/refusal/message").asText()).startsWith("2 rows would be rejected");
            assertThat(errors(report)).containsExactly("5 BAD price price_invalid", "6 NEW name required");
        }
        assertThat(upload.text("reports/a.reject-file.rejected.csv.txt").lines())
                .hasSize(3);
        assertThat(gateway.batchSizes).isEmpty();
    }

    @Test
    void takesAWholeFileWithoutABadRow() throws IOException {
        handler(Map.of()).handleRequest(upload.put("feeds/a.reject-file.csv", feed(1, 3, "8.90", 3)), context(60_000));

        assertThat(upload.report("reports/a.reject-file.report.json")
                        .at("/totals/updated")
                        .asInt())
                .isEqualTo(3);
    }

    private static String feed(int from, int to, String price, int stock) {
        return HEADER + rowsOf(from, to, price, stock);
    }

    private static String rowsOf(int from, int to, String price, int stock) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> "S-%d,Cup %d,%s,%d\n".formatted(i, i, price, stock))
                .collect(Collectors.joining());
    }
}
