package dev.caravan.service.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many changes of one product wait for its row, each with a connection; nobody else is kept from being served by them. */
final class ChangeRushTest extends CatalogTest {
    /** As many connections as the service has. */
    private static final int CONNECTIONS = 10;

    /** Together with the batches more than there are connections. */
    private static final int CLIENTS = 10;

    private static final int CHANGES = 10;

    private final AtomicInteger price = new AtomicInteger(100);

    @Test
    void aChangeThatWaitsTooLongForItsRowIsRefusedAndNothingIsChanged() throws Exception {
        var sku = newSku();
        var id = create(sku, "5.50", 4);
        try (var holder = connection();
                var statement = holder.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            holder.setAutoCommit(false);
            statement.execute("UPDATE catalog.products SET version = version WHERE id = " + id);
            var waiting = IntStream.range(0, CONNECTIONS)
                    .mapToObj(i -> threads.submit(() -> reprice(id, 6)))
                    .toList();
            for (var change : waiting) {
                change.get().then().statusCode(503).header("Retry-After", "1").body("code", equalTo("resource_busy"));
            }
            anyone().get("/products/" + id).then().statusCode(200).time(lessThan(2L), TimeUnit.SECONDS);
            holder.rollback();
        }
        anyone().get("/products/" + id).then().header("ETag", "\"1\"").body("price", equalTo(5.50f));
    }

    @Test
    void everyChangeOfARushIsMadeAndReadsAreServedBesideIt() throws Exception {
        var skus = List.of(newSku(), newSku());
        var hot = create(skus.getFirst(), "5.50", 4);
        create(skus.getLast(), "5.50", 4);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var changing = new ArrayList<Future<List<Integer>>>();
            for (int client = 0; client < CLIENTS; client++) {
                changing.add(threads.submit(() -> statuses(() -> reprice(hot, price.incrementAndGet()))));
            }
            // in opposite orders: neither waits for what the other holds
            changing.add(threads.submit(() -> statuses(() -> batch(skus))));
            changing.add(threads.submit(() -> statuses(() -> batch(skus.reversed()))));
            var reading = threads.submit(() -> statuses(() -> anyone().get("/products/" + hot)));

            assertThat(reading.get()).containsOnly(200);
            for (var change : changing) {
                assertThat(change.get()).containsOnly(200);
            }
        }
        var version = number("SELECT version FROM catalog.products WHERE id = " + hot);
        assertThat(version).isGreaterThan(CHANGES).isLessThanOrEqualTo(1 + (CLIENTS + 2) * CHANGES);
    }

    @Test
    void puttingBySkuCreatesAProductWhereTheOneThatHadTheSkuGetsAnotherMeanwhile() throws Exception {
        var sku = newSku();
        var renamed = newSku();
        var id = create(sku, "5.50", 4);
        try (var renaming = connection();
                var statement = renaming.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            renaming.setAutoCommit(false);
            statement.execute("UPDATE catalog.products SET sku = '" + renamed + "' WHERE id = " + id);
            var put = threads.submit(
                    () -> merchant().body("{\"name\":\"Another\",\"price\":7}").put("/products/by-sku/" + sku));
            await().until(() -> number("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
            renaming.commit();
            put.get().then().statusCode(201).body("sku", equalTo(sku)).body("name", equalTo("Another"));
        }
        anyone().get("/products/" + id).then().body("sku", equalTo(renamed)).body("price", equalTo(5.50f));
    }

    private static List<Integer> statuses(Callable<Response> request) throws Exception {
        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < CHANGES; i++) {
            statuses.add(request.call().statusCode());
        }
        return statuses;
    }

    private Response reprice(long id, int newPrice) {
        return merchant()
                .contentType("application/merge-patch+json")
                .header("If-Match", "*")
                .body("{\"price\":%s}".formatted(newPrice))
                .patch("/products/" + id);
    }

    private Response batch(List<String> skus) {
        return merchant()
                .body("[{\"sku\":\"%s\",\"price\":%d},{\"sku\":\"%s\",\"price\":7}]"
                        .formatted(skus.getFirst(), price.incrementAndGet(), skus.getLast()))
                .post("/products/batch");
    }
}
