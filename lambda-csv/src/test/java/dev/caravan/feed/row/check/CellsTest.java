package dev.caravan.feed.row.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.feed.FunctionTest;
import dev.caravan.feed.upload.Decimal;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells as spreadsheets and people write them. */
class CellsTest extends FunctionTest {

    /** Each of these once held the function for minutes, or for seconds. */
    @ParameterizedTest
    @ValueSource(strings = {",", "1,", "1.", "-", " ", "1", "A", "' ", "\u00a0", "1e"})
    void judgesAnyCellInNoTime(String piece) throws IOException {
        var cell = '"' + piece.repeat(60_000 / piece.length()) + '"';
        var feed = new StringBuilder("sku,name,price,stock,currency\n");
        for (int i = 0; i < 5; i++) {
            feed.append("A-").append(i).append(",Cup,").append(cell).append(",1,EUR\n");
            feed.append("B-").append(i).append(",Cup,1,").append(cell).append(",EUR\n");
            feed.append("C-").append(i).append(",Cup,1,1,").append(cell).append('\n');
            feed.append(cell).append(",Cup,1,1,EUR\n");
        }
        var begun = System.nanoTime();

        run(feed.toString());

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource({
        "12, 12",
        "12.0, 12",
        "100.0000, 100",
        "0.000, 0",
        "' 7\u00a0', 7",
        "2147483647, 2147483647",
    })
    void readsAWholeNumberAsAStock(String cell, int stock) throws Exception {
        assertThat(Stock.parse(cell, Decimal.Mark.POINT)).isEqualTo(stock);
    }

    @ParameterizedTest
    @CsvSource({
        "12.5, stock_invalid",
        "'1.000', stock_invalid",
        "'12,0', stock_invalid",
        "-3, stock_negative",
        "-3.0, stock_negative",
        "2147483648, stock_too_high",
        "many, stock_invalid",
        "1e3, stock_invalid",
    })
    void refusesAStockThatMayMeanSomethingElse(String cell, String code) {
        assertThatThrownBy(() -> Stock.parse(cell, Decimal.Mark.POINT))
                .isInstanceOfSatisfying(
                        Stock.InvalidStockException.class,
                        e -> assertThat(e.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource({
        "'12,34', 12.34, ",
        "'1.234,56 EUR', 1234.56, EUR",
        "'1\u202f234,56\u00a0€', 1234.56, EUR",
        "'1''234,50', 1234.50, ",
        "12, 12.00, ",
        "'1.234', 1234.00, ",
    })
    void readsDecimalCommasWhereTheOwnerHasSaidSo(String cell, String amount, String currency) throws Exception {
        var price = Price.parse(cell, Decimal.Mark.COMMA);

        assertThat(price.amount().toPlainString()).isEqualTo(amount);
        assertThat(price.currency()).isEqualTo(currency);
    }

    @ParameterizedTest
    @CsvSource({"12.34", "'1.23,45'", "'1.234.56'", "'1.234 567,00'", "'12,34,56'", "'1234.567,00'"})
    void refusesWhatIsNoNumberWithADecimalComma(String cell) {
        assertThatThrownBy(() -> Price.parse(cell, Decimal.Mark.COMMA))
                .isInstanceOfSatisfying(
                        Price.InvalidPriceException.class,
                        e -> assertThat(e.code()).isEqualTo("price_invalid"));
    }

    @ParameterizedTest
    @CsvSource({
        "4.00555E+12, sku_exponent",
        "'4,00555e+12', sku_exponent",
        "MUG\u00a01, sku_invalid",
        "MUG\u200b1, sku_invalid",
        "MUG\u00ad1, sku_invalid",
        "MUG\ufeff1, sku_invalid",
    })
    void refusesASkuThatLooksLikeAnother(String sku, String code) throws IOException {
        var report = run("sku,name,price\n\"" + sku + "\",Cup,1\n");

        assertThat(report.at("/errors/0/code").asText()).isEqualTo(code);
        assertThat(gateway.products).isEmpty();
    }

    @Test
    void takesSkusThatLookTheSameForTheSame() throws IOException {
        var report = run("sku,name,price\nCafe\u0301,Cup,1\nCaf\u00e9,Plate,2\n\u00a0A\u200b,Mug,3\nA,Jug,4\n");

        assertThat(errors(report)).containsExactly("3 Caf\u00e9 sku sku_duplicate", "5 A sku sku_duplicate");
        assertThat(gateway.products).containsOnlyKeys("Caf\u00e9", "A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A/1", "A%2F1", "A?1", "A#1", "A;1", "A\\1", "12E3", "PART 1/2"})
    void takesSkusThatAddressesHaveToEncode(String sku) throws IOException {
        run("sku,name,price\n\"" + sku + "\",Cup,1\n");

        assertThat(gateway.products).containsOnlyKeys(sku);
    }

    @Test
    void cutsLongNamesOnlyForWhoAsksForIt() throws IOException {
        var feed = HEADER + "A," + "x".repeat(299) + "\ud83c\udf4btail,1,1\n";

        assertThat(errors(run(feed))).containsExactly("2 A name too_long");

        handler(Map.of()).handleRequest(upload.put("feeds/feed.cut-names.csv", feed), context(60_000));
        assertThat(product("A").path("name").asText()).isEqualTo("x".repeat(299) + "\ud83c\udf4b");
        assertThat(upload.report("reports/feed.cut-names.report.json")
                        .at("/warnings/0/code")
                        .asText())
                .isEqualTo("names_cut");
    }

    @Test
    void namesUnknownColumnsInOneLine() throws IOException {
        var header = new StringBuilder("sku,name,price,stock");
        var row = new StringBuilder("A,Cup,1,1");
        for (int i = 0; i < 2000; i++) {
            header.append(",column ").append(i);
            row.append(',');
        }

        var report = run(header + "\n" + row + "\n");

        assertThat(report.path("warnings")).hasSize(1);
        assertThat(report.at("/warnings/0/message").asText())
                .contains("\"column 0\"", "and 1975 more")
                .hasSizeLessThan(1000);
    }
}
