package dev.caravan.service.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.ValidatableResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text as people and machines write it: blanks of all kinds, accents in two forms, all currencies, all lengths. */
final class ProductTextTest extends CatalogTest {

    @ParameterizedTest
    @ValueSource(strings = {"\u00a0", "\u2003", "\ufeff", "\u200b\u200b", "\u00ad", "\u3000 ", "\t", "\u202e"})
    void refusesNamesAndCategoriesWithNothingToSee(String blank) {
        var expected = "must be text with at least one character that can be seen; it has ";
        post(Map.of("name", blank, "category", blank, "price", 1))
                .statusCode(422)
                .body("errors.pointer", contains("/name", "/category"))
                .body("errors.code", contains("invalid_format", "invalid_format"))
                .body("errors[0].detail", startsWith(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "'ABC\u00a0DEF', U+00A0 no-break space at position 4",
        "'\ufeffABC', U+FEFF zero width no-break space at position 1",
        "'ABC\u200b', U+200B zero width space at position 4",
        "'A\u202eBC', U+202E right-to-left override at position 2",
    })
    void namesTheCharacterThatASkuCannotHave(String sku, String named) {
        var expected =
                "must be characters that can be seen, with single spaces between them, and more than one or two dots; it has ";
        post(Map.of("sku", sku, "name", "Mug", "price", 1))
                .statusCode(422)
                .body("errors.findAll { it.code == 'invalid_format' }.detail", hasItem(expected + named));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A/B", "50%", "a\\b", "a;b?c#d", "茶碗 no. 1", "Größe", "😀"})
    void takesEverySkuThatCanBeSeen(String sku) {
        post(Map.of("sku", sku, "name", "Mug", "price", 1)).statusCode(201).body("sku", equalTo(sku));
        var etag = anyone().get("/products/by-sku/{sku}", sku)
                .then()
                .statusCode(200)
                .body("sku", equalTo(sku))
                .extract()
                .header("ETag");
        anyone().header("If-None-Match", etag)
                .get("/products/by-sku/{sku}", sku)
                .then()
                .statusCode(304);
        anyone().queryParam("sku", sku)
                .get("/products")
                .then()
                .statusCode(200)
                .body("data.sku", contains(sku))
                .body("next_cursor", nullValue());
    }

    @Test
    void readsManyProductsByTheirSkus() {
        var skus = List.of(newSku(), newSku(), newSku());
        skus.forEach(sku -> create(sku, "1.00", 1));
        var first = anyone().queryParam("sku", skus.get(2), newSku(), skus.get(0))
                .queryParam("limit", 1)
                .get("/products");
        first.then().statusCode(200).body("data.sku", contains(skus.get(0)));
        anyone().queryParam("sku", skus.get(2), skus.get(0))
                .queryParam("limit", 1)
                .queryParam("cursor", first.jsonPath().getString("next_cursor"))
                .get("/products")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_cursor"));
        anyone().urlEncodingEnabled(false)
                .get(Objects.requireNonNull(first.header("Link")).replaceFirst("<([^>]+)>.*", "$1"))
                .then()
                .statusCode(200)
                .body("data.sku", contains(skus.get(2)))
                .body("next_cursor", nullValue());
    }

    @Test
    void asksForNoMoreThanAHundredSkusAtOnce() {
        var skus = IntStream.range(0, 101).mapToObj(i -> newSku()).toList();
        anyone().queryParam("sku", skus.subList(0, 100)).get("/products").then().statusCode(200);
        anyone().queryParam("sku", skus)
                .get("/products")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("query/sku"))
                .body("errors.detail", contains("must have at most 100 items"));
        anyone().queryParam("category", "a", "b")
                .get("/products")
                .then()
                .statusCode(400)
                .body("errors[0].code", equalTo("repeated_parameter"));
    }

    @Test
    void noProductHasAnUnknownSku() {
        var sku = UUID.randomUUID().toString();
        anyone().get("/products/by-sku/{sku}", sku).then().statusCode(404).body("code", equalTo("not_found"));
        anyone().queryParam("sku", sku).get("/products").then().statusCode(200).body("data", empty());
        anyone().queryParam("sku", "\ufeffABC")
                .get("/products")
                .then()
                .statusCode(400)
                .body("errors.pointer", contains("query/sku"));
    }

    @Test
    void oneSkuIsOneHoweverItIsTyped() {
        var unique = UUID.randomUUID().toString();
        post(Map.of("sku", "cre\u0300me-" + unique, "name", "Cre\u0300me", "price", 1))
                .statusCode(201)
                .body("sku", equalTo("cr\u00e8me-" + unique))
                .body("name", equalTo("Cr\u00e8me"));
        post(Map.of("sku", "cr\u00e8me-" + unique, "name", "Crème", "price", 1)).statusCode(409);
        anyone().get("/products/by-sku/{sku}", "cre\u0300me-" + unique).then().statusCode(200);
        merchant()
                .body(Map.of("name", "Crème", "price", 2))
                .put("/products/by-sku/{sku}", "cre\u0300me-" + unique)
                .then()
                .statusCode(200);
    }

    @Test
    void findsWordsWithoutTheirAccents() {
        var word = UUID.randomUUID().toString().replace("-", "");
        post(Map.of("name", "Cr\u00e8me brûlée " + word, "price", 1)).statusCode(201);
        post(Map.of("name", "Cre\u0300me " + word, "price", 1)).statusCode(201);
        post(Map.of("name", "creme " + word, "price", 1)).statusCode(201);
        post(Map.of("name", "Smørrebrød, Großmutters Œuvre, Ёлка " + word, "price", 1))
                .statusCode(201);
        post(Map.of("name", "Espres\u00adso\u00a0ＭＵＧ " + word, "price", 1)).statusCode(201);
        for (var q : List.of("creme", "cr\u00e8me", "cre\u0300me", "CR\u00c8ME", "cre")) {
            assertThat(found(q + " " + word)).as(q).isEqualTo(3);
        }
        for (var q : List.of("brulee", "smorrebrod", "grossmutters", "oeuvre", "елка", "espresso", "mug", "ｍug")) {
            assertThat(found(q + " " + word)).as(q).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZZZ", "XXX", "XAU", "DEM", "eur", "EUR\\n"})
    void refusesWhatIsNoCurrency(String currency) {
        merchant()
                .body("{\"name\":\"Mug\",\"price\":1,\"currency\":\"%s\"}".formatted(currency))
                .post("/products")
                .then()
                .statusCode(422)
                .body("errors.code", contains("unknown_value"))
                .body("errors[0].detail", startsWith("must be the code of a currency of ISO 4217, such as EUR"));
    }

    @Test
    void pagesThroughTheLongestTextsInEveryOrder() {
        var category = incompressible(750);
        for (var i = 0; i < 3; i++) {
            var name = i == 0 ? "\u0001".repeat(299) + "x" : incompressible(300);
            post(Map.of(
                            "sku",
                            incompressible(64),
                            "name",
                            name,
                            "category",
                            category,
                            "description",
                            "d".repeat(10_000),
                            "price",
                            i))
                    .statusCode(201);
        }
        for (var sort : List.of("id", "-id", "price", "name", "-name", "updated_at")) {
            var ids = new HashSet<Long>();
            String cursor = null;
            do {
                var request = anyone().queryParam("category", category)
                        .queryParam("sort", sort)
                        .queryParam("limit", 1);
                var page = (cursor == null ? request : request.queryParam("cursor", cursor))
                        .get("/products")
                        .then()
                        .log()
                        .ifValidationFails()
                        .statusCode(200);
                ids.add(page.extract().jsonPath().getLong("data[0].id"));
                cursor = page.extract().path("next_cursor");
            } while (cursor != null);
            assertThat(ids).as(sort).hasSize(3);
        }
        post(Map.of("name", "n".repeat(301), "category", "c".repeat(751), "sku", "s".repeat(65), "price", 1))
                .statusCode(422)
                .body("errors.code", contains("too_long", "too_long", "too_long"));
    }

    @Test
    void refusesEndlessMarksBeforePuttingThemInOrder() {
        post(Map.of("name", "a" + "\u0301\u0316".repeat(50_000), "price", 1))
                .statusCode(422)
                .body("errors.pointer", contains("/name"))
                .body("errors.code", contains("invalid_character"));
    }

    private ValidatableResponse post(Map<String, ?> product) {
        return merchant().body(product).post("/products").then();
    }

    private int found(String q) {
        return anyone().queryParam("q", q)
                .get("/products")
                .then()
                .statusCode(200)
                .extract()
                .path("data.size()");
    }

    /** Characters of four bytes each that no compression makes shorter. */
    private static String incompressible(int length) {
        return new Random()
                .ints(length, 0x20000, 0x2a6d0)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
