package dev.caravan.service.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.caravan.local.testing.LocalIssuer;
import io.restassured.http.ContentType;
import java.util.ArrayList;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

final class ProductTest extends CatalogTest {

    @Test
    void createsProductThatAnyoneCanRead() {
        var sku = newSku();
        var response = merchant()
                .body("{\"sku\":\"%s\",\"name\":\"Mug\",\"price\":7.90,\"category\":\"Kitchen\",\"stock_quantity\":3}"
                        .formatted(sku))
                .post("/products");
        response.then().statusCode(201).header("ETag", "\"1\"").header("Location", startsWith("/products/"));
        var text = anyone().get(response.header("Location"))
                .then()
                .statusCode(200)
                .body("sku", equalTo(sku))
                .body("currency", equalTo("EUR"))
                .body("created_at", startsWith("20"))
                .extract()
                .asString();
        assertThat(text).contains("\"price\":7.90").doesNotContain("version");
    }

    @Test
    void answersNotModifiedToWhoeverHasTheVersion() {
        var id = create(newSku(), "1.00", 1);
        anyone().header("If-None-Match", "\"1\"").get("/products/" + id).then().statusCode(304);
        anyone().header("If-None-Match", "\"0\"").get("/products/" + id).then().statusCode(200);
    }

    @Test
    void namesTheProductThatHasTheSku() {
        var sku = newSku();
        var id = create(sku, "1.00", 1);
        merchant()
                .body("{\"sku\":\"%s\",\"name\":\"Other\",\"price\":2.00}".formatted(sku))
                .post("/products")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("duplicate_sku"))
                .body("existing_id", equalTo((int) id));
    }

    @Test
    void replacesOnlyTheVersionThatWasRead() {
        var id = create(newSku(), "1.00", 1);
        var change = "{\"name\":\"Renamed\",\"price\":2.50,\"stock_quantity\":9}";
        merchant().body(change).put("/products/" + id).then().statusCode(428);
        merchant()
                .body(change)
                .header("If-Match", "\"1\"")
                .put("/products/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", equalTo("Renamed"));
        merchant()
                .body(change)
                .header("If-Match", "\"1\"")
                .put("/products/" + id)
                .then()
                .statusCode(412)
                .body("code", equalTo("stale"));
    }

    @Test
    void deletedProductIsGone() {
        var id = create(newSku(), "1.00", 1);
        merchant().header("If-Match", "*").delete("/products/" + id).then().statusCode(204);
        anyone().get("/products/" + id).then().statusCode(404).body("code", equalTo("not_found"));
        merchant().header("If-Match", "*").delete("/products/" + id).then().statusCode(404);
    }

    @Test
    void pagesThroughEveryProductOnce() {
        var expected = new HashSet<Long>();
        for (var i = 0; i < 5; i++) {
            expected.add(create(newSku(), "1.00", 1));
        }
        var seen = new ArrayList<Long>();
        var next = "/products?limit=2";
        while (next != null) {
            var page = anyone().get(next).then().statusCode(200).extract();
            seen.addAll(page.jsonPath().getList("data.id", Long.class));
            var cursor = page.jsonPath().getString("next_cursor");
            next = cursor == null ? null : "/products?limit=2&cursor=" + cursor;
        }
        assertThat(seen).doesNotHaveDuplicates().isSorted().containsAll(expected);
    }

    @Test
    void refusesCursorOfAnotherQuery() {
        create(newSku(), "1.00", 1);
        create(newSku(), "1.00", 1);
        var cursor = anyone().get("/products?limit=1").jsonPath().getString("next_cursor");
        anyone().get("/products?limit=1&in_stock=true&cursor=" + cursor)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_cursor"));
        anyone().get("/products?cursor=nonsense").then().statusCode(400).body("code", equalTo("invalid_cursor"));
    }

    @Test
    void findsProductsByTheBeginningOfAWord() {
        var word = "zebra" + newSku().replaceAll("[^a-f]", "");
        merchant()
                .body("{\"name\":\"A %swood table\",\"price\":10.00}".formatted(word))
                .post("/products")
                .then()
                .statusCode(201);
        anyone().queryParam("q", word).get("/products").then().statusCode(200).body("data.size()", equalTo(1));
    }

    @Test
    void upsertsBySku() {
        var sku = newSku();
        var body = "{\"name\":\"By sku\",\"price\":3.00}";
        var location = merchant()
                .body(body)
                .put("/products/by-sku/" + sku)
                .then()
                .statusCode(201)
                .extract();
        assertThat(location.header("Location"))
                .isEqualTo("/products/" + location.jsonPath().getLong("id"));
        merchant()
                .body(body.replace("3.00", "4.00"))
                .put("/products/by-sku/" + sku)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        merchant()
                .body("{\"name\":\"\",\"price\":1.999,\"stock_quantity\":-1,\"colour\":\"red\"}")
                .post("/products")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("validation_failed"))
                .body("trace_id", notNullValue())
                .body(
                        "errors.pointer",
                        org.hamcrest.Matchers.hasItems("/name", "/price", "/stock_quantity", "/colour"));
    }

    @Test
    void refusesWhatIsNoJson() {
        merchant().body("{\"name\":").post("/products").then().statusCode(400).body("code", equalTo("malformed_json"));
        merchant()
                .body("{\"name\":\"a\",\"name\":\"b\",\"price\":1}")
                .post("/products")
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed_json"));
        merchant()
                .body("{\"name\":\"a\\u0000b\",\"price\":1.00}")
                .post("/products")
                .then()
                .statusCode(422)
                .body("errors.code", contains("invalid_character"));
        merchant()
                .contentType(ContentType.XML)
                .body("<a/>")
                .post("/products")
                .then()
                .statusCode(415);
    }

    @Test
    void refusesUnknownParametersPathsAndMethods() {
        anyone().get("/products?colour=red&limit=many")
                .then()
                .statusCode(400)
                .body("errors.pointer", containsInAnyOrder("query/colour", "query/limit"));
        anyone().get("/products?limit=101").then().statusCode(422);
        anyone().get("/products/abc").then().statusCode(400);
        anyone().get("/nothing").then().statusCode(404).contentType("application/problem+json");
        anyone().delete("/products").then().statusCode(405).header("Allow", "GET, HEAD, OPTIONS, POST");
        anyone().accept("text/html").get("/products").then().statusCode(406);
    }

    @Test
    void letsOnlyMerchantsWrite() {
        var body = "{\"name\":\"X\",\"price\":1.00}";
        var issuer = LocalIssuer.shared();
        anyone().body(body).post("/products").then().statusCode(401).header("WWW-Authenticate", startsWith("Bearer"));
        anyone().auth()
                .oauth2(issuer.token("alice", null))
                .body(body)
                .post("/products")
                .then()
                .statusCode(403);
        anyone().auth()
                .oauth2(issuer.expiredToken("merchant", "catalog:write"))
                .body(body)
                .post("/products")
                .then()
                .statusCode(401);
        anyone().auth()
                .oauth2(issuer.forgedToken("merchant", "catalog:write"))
                .body(body)
                .post("/products")
                .then()
                .statusCode(401);
        anyone().auth()
                .oauth2(issuer.tokenForAudience("other", "merchant", "catalog:write"))
                .body(body)
                .post("/products")
                .then()
                .statusCode(401);
    }
}
