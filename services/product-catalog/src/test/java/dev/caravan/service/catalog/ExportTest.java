package dev.caravan.service.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ExportTest extends CatalogTest {

    @Test
    void exportsEveryProductWithASkuInTheFormOfAFeed() {
        var sku = newSku();
        create(sku, "7.90", 3);
        merchant().body("{\"name\":\"Has no sku\",\"price\":1}").post("/products");

        var export = merchant().get("/products/export.csv");

        export.then().statusCode(200).contentType(startsWith("text/csv"));
        assertThat(export.asString())
                .startsWith("sku,name,description,price,currency,category,stock_quantity\r\n")
                .contains("\r\n" + sku + ",Product " + sku + ",,7.90,EUR,,3\r\n")
                .doesNotContain("Has no sku");
    }

    @Test
    void exportsMoreThanAPage() {
        var batch = new StringBuilder("[");
        var prefix = newSku();
        for (int page = 0; page < 3; page++) {
            for (int i = 0; i < 900; i++) {
                batch.append("{\"sku\":\"%s-%d-%d\",\"name\":\"Many\",\"price\":1},".formatted(prefix, page, i));
            }
            batch.setCharAt(batch.length() - 1, ']');
            merchant().body(batch.toString()).post("/products/batch").then().statusCode(200);
            batch.setLength(1);
        }

        assertThat(merchant().get("/products/export.csv").asString().lines().filter(line -> line.startsWith(prefix)))
                .hasSize(2700)
                .doesNotHaveDuplicates();
    }

    @Test
    void letsNoSpreadsheetRunAName() {
        var sku = newSku();
        merchant()
                .body(
                        "{\"sku\":\"%s\",\"name\":\"=HYPERLINK(\\\"http://x\\\",\\\"y\\\")\",\"category\":\"@SUM\",\"price\":1}"
                                .formatted(sku))
                .post("/products")
                .then()
                .statusCode(201);

        assertThat(merchant().get("/products/export.csv").asString())
                .contains(sku + ",\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",,1.00,EUR,'@SUM,0\r\n");
    }

    /** The feed function's own tests hold its reading against the same examples. */
    @Test
    void writesTextSoThatAFeedReadsItBack() throws IOException {
        List<Map<String, String>> examples;
        try (var file = ExportTest.class.getResourceAsStream("/feeds/export-text.json")) {
            examples = JsonPath.from(file).getList("$");
        }
        var expected = new ArrayList<String>();
        for (var example : examples) {
            var sku = newSku();
            var product = Map.of(
                    "sku", sku, "name", "Text", "price", 1, "description", Objects.requireNonNull(example.get("text")));
            merchant().body(product).post("/products").then().statusCode(201);
            expected.add(sku + ",Text," + quoted(Objects.requireNonNull(example.get("cell"))) + ",1.00,EUR,,0\r\n");
        }

        assertThat(merchant().get("/products/export.csv").asString()).contains(expected);
    }

    private static String quoted(String cell) {
        var plain = cell.equals(cell.trim()) && cell.chars().noneMatch(c -> ",;\t\r\n\"".indexOf(c) >= 0);
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    @Test
    void isForTheMerchantOnly() {
        anyone().get("/products/export.csv").then().statusCode(401);
        merchant()
                .accept("application/json")
                .get("/products/export.csv")
                .then()
                .statusCode(406)
                .body("code", equalTo("not_acceptable"));
    }
}
