package dev.caravan.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.feed.upload.UnfinishedImportException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a feed, from the event to the report. */
class FeedHandlerTest extends FunctionTest {

    @Test
    void createsProductsAndReportsEachRejectedRow() throws IOException {
        var report = run("\ufeffVariant SKU;Title;Variant Price;Variant Inventory Qty;Vendor\r\n"
                + "007;\"Cup \"\"blue\"\"\";12.34 EUR;5;ACME\r\n\r\n"
                + "008;\"two\r\nlines\";1.234,56;-1;ACME\r\n");

        assertThat(report.path("status").asText()).isEqualTo("completed");
        assertThat(report.path("totals").toString())
                .isEqualTo("{\"rows\":2,\"created\":1,\"updated\":0,\"unchanged\":0,\"rejected\":1}");
        assertThat(product("007").toString())
                .isEqualTo("{\"sku\":\"007\",\"name\":\"Cup"
                        + " \\\"blue\\\"\",\"price\":12.34,\"currency\":\"EUR\",\"stock_quantity\":5}");
        assertThat(errors(report))
                .containsExactly("4 008 Variant Price price_comma", "4 008 Variant Inventory Qty stock_negative");
        assertThat(report.at("/warnings/0/message").asText())
                .isEqualTo("The catalog has no such columns as \"Vendor\"; their cells were not read.");
        assertThat(upload.text(report.path("rejected_rows").asText()))
                .startsWith(
                        "\ufeffVariant SKU;Title;Variant Price;Variant Inventory Qty;Vendor;_line;_code;_message;_duplicate_sku;_row\r\n"
                                + "008;\"two\r\nlines\";1.234,56;-1;ACME;4;price_comma stock_negative;");
    }

    @Test
    void takesTheFixedRejectedRowsAsTheyAre() throws IOException {
        var report = run(HEADER + "A,Cup,x,1\n");
        var fixed = upload.text(report.path("rejected_rows").asText()).replace(",x,", ",7.90,");

        var second = run(fixed);

        assertThat(second.at("/totals/created").asInt()).isEqualTo(1);
        assertThat(second.path("warnings")).isEmpty();
        assertThat(second.path("rejected_rows").isNull()).isTrue();
        assertThat(upload.has("reports/feed.rejected.csv.txt")).isFalse();
    }

    @Test
    void reportsTheSameFileAgainAsUnchanged() throws IOException {
        run(HEADER + "A,Cup,7.90,1\nB,Plate,8.90,2\n");

        var again = run(HEADER + "A,Cup,7.90,1\nB,Plate,8.90,2\n");

        assertThat(again.at("/totals/unchanged").asInt()).isEqualTo(2);
    }

    @Test
    void leavesOutWhatAnEmptyCellDoesNotSay() throws IOException {
        run("sku,name,price,description\nA,Cup,7.95,\n");

        assertThat(product("A").toString()).isEqualTo("{\"sku\":\"A\",\"name\":\"Cup\",\"price\":7.95}");
    }

    @Test
    void mapsTheCatalogsReasonsBackToLineAndColumn() throws IOException {
        var report = run("sku,Title,price\nA,Cup,7.90\nB,,8.90\n");

        assertThat(errors(report)).containsExactly("3 B Title required");
        assertThat(report.at("/errors/0/message").asText()).isEqualTo("Title is required for a new product.");
    }

    @Test
    void findsTheRowForWhichTheCatalogRefusesABatch() throws IOException {
        gateway.poison = "Poison";

        var report = run(HEADER + rows(1, 20) + "X,Poison,1,1\n" + rows(21, 40));

        assertThat(errors(report)).containsExactly("22 X name poison");
        assertThat(report.at("/totals/created").asInt()).isEqualTo(40);
    }

    @Test
    void rejectsTheLaterOfTwoRowsWithTheSameSku() throws IOException {
        var report = run(HEADER + "A,Cup,7.90,1\nB,Cup,7.90,1\nA,Mug,8.90,1\n");

        assertThat(errors(report)).containsExactly("4 A sku sku_duplicate");
        assertThat(report.at("/errors/0/message").asText()).contains("line 2").contains("line 4");
        assertThat(product("A").path("name").asText()).isEqualTo("Cup");
    }

    @Test
    void createsRowsWithoutSkuOnceForAnUpload() throws IOException {
        var feed = "name,price\nCup,7.90\nPlate,8.90\n";

        assertThat(run(feed).at("/totals/created").asInt()).isEqualTo(2);
        var again = run(feed);

        assertThat(again.at("/totals/unchanged").asInt()).isEqualTo(2);
        assertThat(again.at("/warnings/0/code").asText()).isEqualTo("sku_generated");
    }

    @Test
    void storesFormulasAsText() throws IOException {
        run(HEADER + "A,\"=HYPERLINK(\"\"http://x\"\")\",7.90,1\n");

        assertThat(product("A").path("name").asText()).isEqualTo("=HYPERLINK(\"http://x\")");
    }

    @Test
    void sendsBatchesOfBoundedSize() throws IOException {
        run(HEADER + rows(1, 25), Map.of("FEED_BATCH_SIZE", "10"));

        assertThat(gateway.batchSizes).containsExactlyInAnyOrder(10, 10, 5);
    }

    @Test
    void writesNothingInADryRunAndSaysWhatWouldHappen() throws IOException {
        var byName = upload.put("feeds/x.dry-run.csv", HEADER + "A,Cup,7.90,1\n");
        handler(Map.of()).handleRequest(byName, context(60_000));
        assertThat(upload.report("reports/x.dry-run.report.json")
                        .path("dry_run")
                        .asBoolean())
                .isTrue();

        var byMetadata = upload.put(
                "feeds/y.csv", (HEADER + "A,Cup,7.90,1\n").getBytes(StandardCharsets.UTF_8), Map.of("dry-run", "true"));
        handler(Map.of()).handleRequest(byMetadata, context(60_000));
        assertThat(upload.report("reports/y.report.json").at("/totals/created").asInt())
                .isEqualTo(1);
        assertThat(gateway.products).isEmpty();
    }

    @Test
    void refusesAnOptionThatMakesNoSense() throws IOException {
        var event = upload.put(
                "feeds/y.csv", (HEADER + "A,Cup,7.90,1\n").getBytes(StandardCharsets.UTF_8), Map.of("dry-run", "ja"));
        handler(Map.of()).handleRequest(event, context(60_000));

        assertThat(upload.report("reports/y.report.json").at("/refusal/code").asText())
                .isEqualTo("option_invalid");
        assertThat(gateway.products).isEmpty();
    }

    @Test
    void stopsAHopelessFile() throws IOException {
        var report = run(
                HEADER
                        + IntStream.range(0, 50)
                                .mapToObj(i -> "A" + i + ",Cup,x,1\n")
                                .collect(Collectors.joining()),
                Map.of("FEED_MAX_ERRORS", "20", "FEED_BATCH_SIZE", "10"));

        assertThat(report.path("status").asText()).isEqualTo("stopped");
        assertThat(report.at("/stopped/after_line").asInt()).isEqualTo(21);
        assertThat(report.at("/stopped/rows_not_read").asInt()).isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'', file_empty, -",
                "'\n\n', file_empty, -",
                "'sku,name\nA,Cup\n', column_missing, 1",
                "'A,Cup,7.90\n', column_missing, 1",
                "'sku,price,name,Price\nA,1,x,1\n', column_twice, 1",
                "'sku,name,\"price\nA,Cup,1\n', quote_not_closed, 1",
                "'sku,\"name\"x,price\nA,Cup,1\n', quote_misplaced, 1",
                "'sep=~\nsku~name~price\nA~Cup~1\n', not_csv, 1",
            })
    void refusesAFileAsAWhole(String content, String code, Integer line) throws IOException {
        var report = run(content);

        assertRefused(report, code, line);
    }

    @Test
    void refusesWhatIsNotUtf8WithLineAndByteOffset() throws IOException {
        var latin1 = (HEADER + "A,Tasse für Café,7.90,1\n").getBytes(StandardCharsets.ISO_8859_1);
        var report = run(latin1);

        assertRefused(report, "not_utf8", 2);
        assertThat(report.at("/refusal/byte_offset").asInt()).isEqualTo(HEADER.length() + "A,Tasse f".length());
        assertRefused(run((HEADER + "A,b,1,1\n").getBytes(StandardCharsets.UTF_16)), "not_utf8", 1);
        assertRefused(run((HEADER + "A,b,1,1\n").getBytes(StandardCharsets.UTF_16LE)), "not_csv", 1);
        assertRefused(run(new byte[] {'P', 'K', 3, 4, 0, 0}), "not_csv", 1);
        assertRefused(run((HEADER + "A,b\0,1,1\n")), "not_csv", 2);
    }

    @Test
    void rejectsARowThatIsTooLongOrHasAnotherWidth() throws IOException {
        var report = run(HEADER + "A,Cup,1\nB,Cup,1,1,1\nC,Cup,1,1,,\nD," + "x".repeat(65 * 1024) + ",1,1\n");

        assertThat(errors(report)).containsExactly("2 A null row_width", "3 B null row_width", "5 D null row_too_long");
        assertThat(report.at("/totals/created").asInt()).isEqualTo(1);
    }

    @Test
    void acceptsAHeaderWithoutRows() throws IOException {
        assertThat(run(HEADER).at("/totals/rows").asInt()).isZero();
    }

    @Test
    void triesAgainWhenTheGatewayIsBusyAndWhenTheTokenWasRefused() throws IOException {
        gateway.trouble.addAll(List.of(503, 429, 401, 502));

        assertThat(run(HEADER + "A,Cup,1,1\n").at("/totals/created").asInt()).isEqualTo(1);
        assertThat(gateway.tokens).hasValue(2);
    }

    @Test
    void waitsWhileTheSameBatchSentBeforeIsStillBeingDone() throws IOException {
        gateway.retryAfter = "1";
        gateway.trouble.add(409);

        assertThat(run(HEADER + "A,Cup,1,1\n").at("/totals/created").asInt()).isEqualTo(1);
    }

    @Test
    void failsTheInvocationAndWritesNoReportWhenTheGatewayStaysAway() {
        gateway.always = 503;
        var event = upload.put("feeds/feed.csv", HEADER + "A,Cup,1,1\n");

        assertThatThrownBy(() -> handler(Map.of()).handleRequest(event, context(6_000)))
                .isInstanceOf(UnfinishedImportException.class)
                .hasMessageContaining("503");
        assertThat(upload.has("reports/feed.report.json")).isFalse();
    }

    @Test
    void writesNoReportForHalfAFileAndFinishesItOnTheNextTry() throws IOException {
        var event = upload.put("feeds/feed.csv", HEADER + rows(1, 25));
        gateway.trouble.addAll(List.of(403));
        var handler = handler(Map.of("FEED_BATCH_SIZE", "10"));
        assertThatThrownBy(() -> handler.handleRequest(event, context(60_000))).hasMessageContaining("403");
        assertThat(upload.has("reports/feed.report.json")).isFalse();

        handler.handleRequest(event, context(60_000));

        assertThat(upload.report("reports/feed.report.json").at("/totals/rows").asInt())
                .isEqualTo(25);
        assertThat(gateway.tokens).hasValue(1);
    }

    @Test
    void primesItselfBeforeASnapshot() throws Exception {
        handler(Map.of()).prime();

        assertThat(gateway.batchSizes).isEmpty();
    }
}
