package dev.caravan.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people have them, in the shapes of the systems that they come from, with what is wrong in real ones. */
class RealFilesTest extends FunctionTest {

    @Test
    void shopify() throws IOException {
        var report = send("shopify.csv");

        assertThat(report.at("/totals/created").asInt()).isEqualTo(12);
        assertThat(errors(report)).containsExactly("19 QS-TWIN Variant SKU sku_duplicate");
        assertThat(passedOver(report)).containsExactly("10 null picture", "15 QS-LMP-01 draft");
        assertThat(codes(report))
                .containsExactly(
                        "columns_ignored",
                        "columns_outranked",
                        "rows_passed_over",
                        "stock_below_zero",
                        "sku_generated");
        assertThat(product("QS-APR-RU-S").path("stock_quantity").asInt(-1)).isZero();
        assertThat(product("QS-APR-RU-S").path("name").asText()).isEqualTo("Harbour apron – Rust / S");
        assertThat(product("004171").path("name").asText()).isEqualTo("Brass hook");
        assertThat(gateway.products).containsKeys("QS/OAK/60", "QS-PLA-XL").doesNotContainKey("QS-LMP-01");
        assertThat(message(report, "columns_ignored")).contains("\"Vendor\"").doesNotContain("Option1", "Handle");
    }

    @Test
    void googleMerchant() throws IOException {
        var report = send("google-merchant.tsv");

        assertThat(report.at("/totals/created").asInt()).isEqualTo(13);
        assertThat(errors(report))
                .containsExactly(
                        "9 NB-G7 price price_comma", "10 NB-G8 price price_comma", "14 NB-G1 id sku_duplicate");
        assertThat(message(report, "stock_missing"))
                .startsWith("14 rows say that")
                .contains("quantity");
        assertThat(product("NB-G15").path("price").asText()).isEqualTo("19.00");
        assertThat(product("NB-G6").path("currency").asText()).isEqualTo("EUR");
        assertThat(product("NB-G4").path("name").asText()).isEqualTo("Saucepan 16\" wide");
    }

    @Test
    void wooCommerceOfAGermanShop() throws IOException {
        var report = send("woocommerce-de.decimal-comma.csv");

        assertThat(report.at("/columns/sku").asText()).isEqualTo("Artikelnummer");
        assertThat(errors(report)).containsExactly("16 WB-001 Artikelnummer sku_duplicate");
        assertThat(passedOver(report))
                .containsExactly(
                        "3 WT-100 holds_variants",
                        "6 WE-DRAFT draft",
                        "7 WP-PRIV unpublished",
                        "10 WT-200 holds_variants",
                        "11 WT-200-S draft",
                        "15 WS-1 holds_variants");
        assertThat(product("WT-100-B").toString())
                .isEqualTo("{\"sku\":\"WT-100-B\",\"name\":\"T-Shirt mit V-Ausschnitt - Blau\",\"price\":15.00,"
                        + "\"category\":\"Bekleidung > T-Shirts\",\"stock_quantity\":30}");
        assertThat(product("WT-100-G").path("stock_quantity").asInt(-1)).isZero();
        assertThat(product("WT-100-G").path("price").asText()).isEqualTo("1015.00");
        assertThat(product("00071").path("stock_quantity").asInt()).isEqualTo(200);
        assertThat(message(report, "stock_missing")).startsWith("2 rows say that");
        assertThat(gateway.products).containsKey("WX/60/OAK");
    }

    @Test
    void magento() throws IOException {
        var report = send("magento.csv");

        assertThat(errors(report)).containsExactly("17 4.00555E+12 sku sku_exponent");
        assertThat(passedOver(report))
                .containsExactly(
                        "6 24-MB01 store_view",
                        "11 WS12 holds_variants",
                        "12 WS12 store_view",
                        "13 OFF-1 unpublished",
                        "15 24-WG085_Group holds_variants",
                        "16 24-WG080 holds_variants");
        assertThat(product("24-MB01").path("stock_quantity").asInt()).isEqualTo(100);
        assertThat(product("24-MB01").path("name").asText()).isEqualTo("Joust Duffle Bag");
        assertThat(product("24-UG06").path("stock_quantity").asInt(-1)).isZero();
        assertThat(product("PART/12 A").path("price").asText()).isEqualTo("19.95");
        assertThat(report.path("columns").path("category").asText()).isEqualTo("categories");
    }

    @Test
    void akeneo() throws IOException {
        var report = send("akeneo.csv");

        assertThat(errors(report))
                .containsExactly(
                        "8 AKN_NONAME name-en_US required",
                        "9 AKN\u200b_ZW sku sku_invalid",
                        "13 AKN_COMMA price-EUR price_comma",
                        "14 AKN_QUOTE null quote_misplaced",
                        "16 AKN_10627329 sku sku_duplicate");
        assertThat(report.at("/errors/1/message").asText()).contains("U+200B zero width space at position 4");
        assertThat(passedOver(report)).containsExactly("5 AKN_OFF unpublished");
        assertThat(message(report, "stock_missing")).startsWith("Of 9 new products, 9 have no stock");
        assertThat(product("AKN_EDGE").path("name").asText()).isEqualTo("Blanks at the edges");
        assertThat(product("AKN_creme").path("name").asText()).isEqualTo("Cr\u00e8me br\u00fbl\u00e9e");
        assertThat(product("0007").path("currency").asText()).isEqualTo("EUR");
        assertThat(product("AKN_LONG").path("category").asText()).hasSize(439);
        assertThat(gateway.products).containsKey("AKN_AFTER");
        assertThat(product("AKN_NOPRICE").has("currency")).isFalse();
    }

    @Test
    void matrixify() throws IOException {
        var report = send("matrixify.csv");

        assertThat(errors(report)).containsExactly("16 LS-S-W Variant SKU sku_duplicate", "17 LONG-1 Title too_long");
        assertThat(passedOver(report))
                .containsExactly(
                        "5 null picture", "6 OL-1 deleted", "7 WL-1 draft", "8 AM-S archived", "9 AM-L archived");
        assertThat(product("LS-M-W").path("stock_quantity").asInt(-1)).isZero();
        assertThat(product("LS-M-W").path("description").asText()).isEqualTo("<p>Cool, light.</p>");
        assertThat(product("GC-50").path("name").asText()).isEqualTo("Gift card – 50");
        assertThat(gateway.products).containsKeys("0071", "OS/60/OIL");
    }

    @Test
    void excelInGerman() throws IOException {
        var report = send("excel-de.decimal-comma.csv");

        assertThat(errors(report))
                .containsExactly(
                        "8 4,00555E+12 Artikelnummer sku_exponent",
                        "9 A-7 Preis price_invalid",
                        "10 A-8 Preis price_decimals",
                        "11 A-9 Preis price_negative",
                        "13 null null quote_not_closed",
                        "15 A-13 Bestand stock_invalid",
                        "18 A-15 Bestand stock_negative");
        assertThat(product("00123").path("price").asText()).isEqualTo("7.90");
        assertThat(product("A-3").path("price").asText()).isEqualTo("1234.50");
        assertThat(product("A-4").path("stock_quantity").asInt()).isEqualTo(1200);
        assertThat(product("A-5").path("stock_quantity").asInt()).isEqualTo(12);
        assertThat(product("A-10").path("name").asText()).isEqualTo("Tasse; rot");
        assertThat(gateway.products).containsKey("A-12");
    }

    @Test
    void excelInFrench() throws IOException {
        var report = send("excel-fr.decimal-comma.tsv");

        assertThat(errors(report))
                .containsExactly(
                        "8 F-6 Prix price_invalid",
                        "9 F-7 Quantité stock_invalid",
                        "10 F-8 Prix price_invalid",
                        "12 F-10 Prix price_invalid",
                        "13 F-\u00a011 Référence sku_invalid",
                        "15 F-13 null row_width",
                        "17 F-1 Référence sku_duplicate");
        assertThat(product("F-2").path("price").asText()).isEqualTo("1234.50");
        assertThat(product("F-3").path("stock_quantity").asInt()).isEqualTo(1000);
        assertThat(product("F-4").path("name").asText()).isEqualTo("Assiette 27\"");
        assertThat(product("F-5").path("description").asText()).isEqualTo("Deux\r\nlignes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shopify.csv",
                "google-merchant.tsv",
                "woocommerce-de.decimal-comma.csv",
                "magento.csv",
                "akeneo.csv",
                "matrixify.csv",
                "excel-de.decimal-comma.csv",
                "excel-fr.decimal-comma.tsv"
            })
    void changesNothingTheSecondTime(String name) throws IOException {
        var first = send(name);
        var products = Map.copyOf(gateway.products);
        gateway.forgetRequests();

        var second = send(name);

        assertThat(gateway.writes).isEmpty();
        assertThat(gateway.products).isEqualTo(products);
        assertThat(second.at("/totals/unchanged").asInt())
                .isEqualTo(first.at("/totals/created").asInt());
        assertThat(errors(second)).isEqualTo(errors(first));
    }

    /** Sent back as it is, a file of rejected rows is rejected again, row by row, and changes nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "shopify.csv",
                "google-merchant.tsv",
                "woocommerce-de.decimal-comma.csv",
                "magento.csv",
                "akeneo.csv",
                "matrixify.csv",
                "excel-de.decimal-comma.csv",
                "excel-fr.decimal-comma.tsv"
            })
    void rejectsAgainWhatNobodyHasCorrected(String name) throws IOException {
        var first = send(name);
        var products = Map.copyOf(gateway.products);
        var rejected = upload.text(first.path("rejected_rows").asText());
        var options = name.contains("decimal-comma") ? Map.of("decimal-comma", "true") : Map.<String, String>of();

        var event = upload.put("feeds/again.rejected.csv.txt", rejected.getBytes(UTF_8), options);
        handler(Map.of()).handleRequest(event, context(60_000));
        var second = upload.report("reports/again.rejected.csv.txt.report.json");

        assertThat(gateway.products).isEqualTo(products);
        assertThat(second.at("/totals/rejected").asInt())
                .isEqualTo(second.at("/totals/rows").asInt())
                .isEqualTo(first.at("/totals/rejected").asInt());
    }

    private JsonNode send(String name) throws IOException {
        var resource = "/exports/" + name.replace(".decimal-comma", "");
        try (var file = Objects.requireNonNull(RealFilesTest.class.getResourceAsStream(resource), resource)) {
            var event = upload.put("feeds/" + name, file.readAllBytes(), Map.of());
            handler(Map.of()).handleRequest(event, context(60_000));
            return upload.report("reports/" + name.replace(".csv", "") + ".report.json");
        }
    }

    private static List<String> passedOver(JsonNode report) {
        return StreamSupport.stream(report.path("passed_over").spliterator(), false)
                .map(row -> row.path("line").asText() + " " + row.path("sku").asText("null") + " "
                        + row.path("code").asText())
                .toList();
    }

    private static List<String> codes(JsonNode report) {
        return report.path("warnings").findValuesAsText("code");
    }

    private static String message(JsonNode report, String code) {
        return StreamSupport.stream(report.path("warnings").spliterator(), false)
                .filter(warning -> warning.path("code").asText().equals(code))
                .map(warning -> warning.path("message").asText())
                .findFirst()
                .orElse("");
    }
}
