package dev.caravan.service.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class BatchTest extends CatalogTest {

    @Test
    void oneBadItemHarmsNoOther() {
        var first = newSku();
        var second = newSku();
        merchant()
                .body("""
                        [{"sku":"%s","name":"One","price":1.00},
                         {"sku":"bad","name":"Bad","price":-1,"colour":"red"},
                         {"sku":"%s","name":"Two","price":2.00},
                         {"sku":"%s","name":"Again","price":2.00},
                         {"sku":"unpriced"}]""".formatted(first, second, first))
                .post("/products/batch")
                .then()
                .statusCode(200)
                .body("results.index", contains(0, 1, 2, 3, 4))
                .body("results.status", contains("created", "rejected", "created", "rejected", "rejected"))
                .body("results[1].errors.pointer", org.hamcrest.Matchers.hasItems("/1/price", "/1/colour"))
                .body("results[3].errors[0].code", equalTo("duplicate_sku"));
    }

    @Test
    void sameBatchAgainChangesNothing() {
        var batch = "[{\"sku\":\"%s\",\"name\":\"Same\",\"price\":5.50,\"stock_quantity\":4}]".formatted(newSku());
        var id = merchant().body(batch).post("/products/batch").jsonPath().getLong("results[0].id");
        merchant()
                .body(batch)
                .post("/products/batch")
                .then()
                .body("results[0].status", equalTo("unchanged"))
                .body("results[0].id", equalTo((int) id));
        anyone().get("/products/" + id).then().header("ETag", "\"1\"");
    }

    @Test
    void dryRunOnlySaysWhatWouldHappen() {
        var sku = newSku();
        merchant()
                .body("[{\"sku\":\"%s\",\"name\":\"Dry\",\"price\":5.50}]".formatted(sku))
                .post("/products/batch?dry_run=true")
                .then()
                .statusCode(200)
                .body("results[0].status", equalTo("created"))
                .body("results[0].id", nullValue());
        merchant()
                .body("{\"name\":\"Dry\",\"price\":5.50}")
                .put("/products/by-sku/" + sku)
                .then()
                .statusCode(201);
    }

    @Test
    void dryRunSaysWhatWouldChangeFromWhatToWhat() {
        var sku = newSku();
        create(sku, "5.50", 4);
        merchant()
                .body("[{\"sku\":\"%s\",\"name\":\"Product %s\",\"price\":6,\"category\":\"Tea\",\"stock_quantity\":0}]"
                        .formatted(sku, sku))
                .post("/products/batch?dry_run=true&catalog_size=true")
                .then()
                .statusCode(200)
                .body("results[0].status", equalTo("updated"))
                .body("results[0].changes.field", contains("price", "category", "stock_quantity"))
                .body("results[0].changes.from", contains(5.50f, null, 4))
                .body("results[0].changes.to", contains(6.00f, "Tea", 0))
                .body("catalog_size", greaterThan(0));
    }

    @Test
    void sameKeyGetsTheFirstResponseAndDoesNothingTwice() {
        var sku = newSku();
        var batch =
                "[{\"sku\":\"%s\",\"name\":\"Once\",\"price\":5,\"stock_quantity\":4},{\"name\":\"No sku\",\"price\":1}]"
                        .formatted(sku);
        var first = merchant().header("Idempotency-Key", sku).body(batch).post("/products/batch");
        first.then().header("Idempotent-Replayed", nullValue());
        merchant()
                .body("[{\"sku\":\"%s\",\"stock_quantity\":1}]".formatted(sku))
                .post("/products/batch");

        var again = merchant().header("Idempotency-Key", sku).body(batch).post("/products/batch");

        again.then().statusCode(200).header("Idempotent-Replayed", "true");
        assertThat(again.jsonPath().getList("results.id"))
                .isEqualTo(first.jsonPath().getList("results.id"));
        assertThat(again.jsonPath().getList("results.status")).containsExactly("created", "created");
        anyone().get("/products/" + first.jsonPath().getLong("results[0].id"))
                .then()
                .body("stock_quantity", equalTo(1));
        merchant()
                .header("Idempotency-Key", sku)
                .body(batch.replace("Once", "Twice"))
                .post("/products/batch")
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency_key_reused"));
    }

    @Test
    void sameKeyIsRefusedAtOnceWhileTheFirstBatchIsRunning() throws Exception {
        var sku = newSku();
        create(sku, "5.50", 4);
        var batch = "[{\"sku\":\"%s\",\"price\":6}]".formatted(sku);
        var client = merchant().header("Idempotency-Key", sku).body(batch);
        try (var changing = connection();
                var statement = changing.createStatement();
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            changing.setAutoCommit(false);
            statement.execute("UPDATE catalog.products SET version = version WHERE sku = '" + sku + "'");
            var first = executor.submit(() -> client.post("/products/batch"));
            await().until(() -> number("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted") > 0);

            // as many as there are connections: none of them is held while the first one waits for its row
            for (int i = 0; i < 10; i++) {
                merchant()
                        .header("Idempotency-Key", sku)
                        .body(batch)
                        .post("/products/batch")
                        .then()
                        .statusCode(409)
                        .time(lessThan(3L), TimeUnit.SECONDS)
                        .header("Retry-After", "1")
                        .body("code", equalTo("idempotency_key_in_use"));
            }
            changing.commit();
            first.get().then().statusCode(200).body("results[0].status", equalTo("updated"));
        }
    }

    @Test
    void keepsNoResponseThatWroteNothing() {
        var sku = newSku();
        var batch = "[{\"sku\":\"%s\",\"name\":\"Same\",\"price\":5.50}]".formatted(sku);
        merchant().body(batch).post("/products/batch");
        for (int i = 0; i < 2; i++) {
            merchant()
                    .header("Idempotency-Key", "same-" + sku)
                    .body(batch)
                    .post("/products/batch")
                    .then()
                    .header("Idempotent-Replayed", nullValue())
                    .body("results[0].status", equalTo("unchanged"));
        }
    }

    @Test
    void refusesMoreThanAThousandItems() {
        var items = "{\"name\":\"a\",\"price\":1},".repeat(1001);
        merchant()
                .body("[" + items.substring(0, items.length() - 1) + "]")
                .post("/products/batch")
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("too_long"));
    }
}
