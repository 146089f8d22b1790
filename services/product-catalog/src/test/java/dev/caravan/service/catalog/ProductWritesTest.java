package dev.caravan.service.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Repeated requests, patches, and writers who come at the same moment. */
final class ProductWritesTest extends CatalogTest {
    private static final String PATCH = "application/merge-patch+json";

    @Test
    void conditionThatIsNotLookedAtStopsTheWrite() {
        var sku = newSku();
        create(sku, "1.00", 1);
        merchant()
                .header("If-None-Match", "*")
                .body("{\"name\":\"Second\",\"price\":1}")
                .put("/products/by-sku/" + sku)
                .then()
                .statusCode(400)
                .body("code", equalTo("unsupported_condition"));
        anyone().get("/products/by-sku/" + sku).then().statusCode(200).body("name", equalTo("Product " + sku));
    }

    @Test
    void tagIsComparedAsItIsWritten() {
        var id = create(newSku(), "1.00", 1);
        merchant()
                .header("If-Match", "\"01\"")
                .contentType("application/merge-patch+json")
                .body("{\"price\":2}")
                .patch("/products/" + id)
                .then()
                .statusCode(412);
    }

    @Test
    void repeatedCreationIsAnsweredAsTheFirst() {
        var key = UUID.randomUUID().toString();
        var body = "{\"name\":\"Mug\",\"price\":7.90}";
        var first = merchant().header("Idempotency-Key", key).body(body).post("/products");
        var path = first.header("Location");
        merchant()
                .contentType(PATCH)
                .header("If-Match", "*")
                .body("{\"price\":8}")
                .patch(path);

        var again = merchant().header("Idempotency-Key", key).body(body).post("/products");

        first.then().statusCode(201).header("Idempotent-Replayed", nullValue());
        again.then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true")
                .header("Location", path)
                .header("ETag", "\"1\"");
        assertThat(again.asString()).isEqualTo(first.asString());
        merchant()
                .header("Idempotency-Key", key)
                .body(body.replace("7.90", "7.91"))
                .post("/products")
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency_key_reused"));
        merchant().body(body).post("/products").then().statusCode(201).header("Location", not(path));
    }

    @Test
    void refusedCreationLeavesItsKeyFree() {
        var key = UUID.randomUUID().toString();
        var taken = newSku();
        create(taken, "1.00", 1);
        var body = "{\"sku\":\"%s\",\"name\":\"Mug\",\"price\":7.90}";

        merchant()
                .header("Idempotency-Key", key)
                .body("{}")
                .post("/products")
                .then()
                .statusCode(422);
        merchant()
                .header("Idempotency-Key", key)
                .body(body.formatted(taken))
                .post("/products")
                .then()
                .statusCode(409);
        merchant()
                .header("Idempotency-Key", key)
                .body(body.formatted(newSku()))
                .post("/products")
                .then()
                .statusCode(201);
    }

    @Test
    void manyWithOneKeyCreateOneProduct() throws Exception {
        var category = "Once " + UUID.randomUUID();
        var body = "{\"name\":\"Mug\",\"price\":7.90,\"category\":\"%s\"}".formatted(category);

        var responses = atOnce(
                32,
                i -> () -> merchant()
                        .header("Idempotency-Key", category.replace(' ', '-'))
                        .body(body)
                        .post("/products"));

        assertThat(responses)
                .extracting(Response::statusCode)
                .isSubsetOf(201, 409)
                .contains(201);
        anyone().queryParam("category", category).get("/products").then().body("data.size()", equalTo(1));
    }

    @Test
    void patchKeepsWhatItDoesNotName() {
        var sku = newSku();
        var path = "/products/" + create(sku, "1.00", 9);
        merchant()
                .contentType(PATCH)
                .header("If-Match", "\"1\"")
                .body("{\"price\":2.5,\"description\":\"New\"}")
                .patch(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("sku", equalTo(sku))
                .body("stock_quantity", equalTo(9))
                .body("description", equalTo("New"));
        merchant()
                .contentType(PATCH)
                .header("If-Match", "\"2\"")
                .body("{\"description\":null,\"sku\":null}")
                .patch(path)
                .then()
                .statusCode(200)
                .body("description", nullValue())
                .body("sku", nullValue());
    }

    @Test
    void patchIsRefusedAsAReplacementIs() {
        var taken = newSku();
        var owner = create(taken, "1.00", 1);
        var path = "/products/" + create(newSku(), "1.00", 1);
        merchant().contentType(PATCH).body("{}").patch(path).then().statusCode(428);
        merchant()
                .contentType(PATCH)
                .header("If-Match", "\"9\"")
                .body("{}")
                .patch(path)
                .then()
                .statusCode(412);
        merchant().header("If-Match", "*").body("{}").patch(path).then().statusCode(415);
        merchant()
                .contentType(PATCH)
                .header("If-Match", "*")
                .body("{\"sku\":\"%s\"}".formatted(taken))
                .patch(path)
                .then()
                .statusCode(409)
                .body("existing_id", equalTo((int) owner));
        merchant()
                .contentType(PATCH)
                .header("If-Match", "*")
                .body("{\"name\":null,\"price\":12.345,\"stock_quantity\":-1,\"version\":7,\"currency\":\"euro\"}")
                .patch(path)
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder("/name", "/price", "/stock_quantity", "/version", "/currency"));
        anyone().get(path).then().header("ETag", "\"1\"");
    }

    @Test
    void ofManyWhoChangeOneVersionOneSucceeds() throws Exception {
        var path = "/products/" + create(newSku(), "1.00", 1);

        var responses = atOnce(
                32,
                i -> () -> i % 2 == 0
                        ? merchant()
                                .header("If-Match", "\"1\"")
                                .body("{\"name\":\"Name %d\",\"price\":1}".formatted(i))
                                .put(path)
                        : merchant()
                                .contentType(PATCH)
                                .header("If-Match", "\"1\"")
                                .body("{\"name\":\"Name %d\"}".formatted(i))
                                .patch(path));

        assertThat(responses).extracting(Response::statusCode).containsOnly(200, 412);
        assertThat(responses).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
        anyone().get(path).then().header("ETag", "\"2\"");
    }

    @Test
    void ofManyWhoWantOneSkuOneGetsItAndTheOthersAreToldWho() throws Exception {
        var sku = newSku();
        var ids = new ArrayList<Long>();
        for (var i = 0; i < 16; i++) {
            ids.add(create(newSku(), "1.00", 1));
        }

        var responses = atOnce(
                16,
                i -> () -> merchant()
                        .contentType(PATCH)
                        .header("If-Match", "*")
                        .body("{\"sku\":\"%s\"}".formatted(sku))
                        .patch("/products/" + ids.get(i)));

        assertThat(responses).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
        var winner = responses.stream()
                .filter(answer -> answer.statusCode() == 200)
                .mapToLong(answer -> answer.jsonPath().getLong("id"))
                .sum();
        assertThat(responses)
                .filteredOn(answer -> answer.statusCode() == 409)
                .hasSize(15)
                .allSatisfy(answer ->
                        assertThat(answer.jsonPath().getLong("existing_id")).isEqualTo(winner));
    }

    @Test
    void wholeNumbersMayBeWrittenWithAFraction() {
        merchant()
                .body("{\"name\":\"Mug\",\"price\":7,\"stock_quantity\":2.0}")
                .post("/products")
                .then()
                .statusCode(201)
                .body("stock_quantity", equalTo(2));
        merchant()
                .body("[{\"name\":\"Mug\",\"price\":7,\"stock_quantity\":2e1}]")
                .post("/products/batch")
                .then()
                .statusCode(200)
                .body("results[0].status", equalTo("created"));
    }

    private static List<Response> atOnce(int many, IntFunction<Callable<Response>> request) throws Exception {
        var go = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pending = new ArrayList<Future<Response>>();
            for (var i = 0; i < many; i++) {
                var call = request.apply(i);
                pending.add(threads.submit(() -> {
                    go.await();
                    return call.call();
                }));
            }
            go.countDown();
            var responses = new ArrayList<Response>();
            for (var answer : pending) {
                responses.add(answer.get());
            }
            return responses;
        }
    }
}
