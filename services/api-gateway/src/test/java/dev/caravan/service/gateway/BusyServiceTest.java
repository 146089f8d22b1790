package dev.caravan.service.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** A service that has as much to do as it may have does not take the others with it. */
@TestPropertySource(properties = "UPSTREAM_MAX_CONCURRENT_REQUESTS=2")
final class BusyServiceTest extends GatewayTest {

    @Test
    void requestBeyondWhatAServiceCanHaveIsRefusedAndOthersAreServed() throws Exception {
        var together = new CountDownLatch(3);
        CATALOG.respond("/products/60", 200, Bodies.product(60, "Mug"));
        CATALOG.meet("/products/60", together);
        CUSTOMER.respond("/customers/60", 200, Bodies.customer(60, "Alice"));
        try (var callers = Executors.newFixedThreadPool(2)) {
            var first = CompletableFuture.supplyAsync(
                    () -> anyone().get("/products/60").statusCode(), callers);
            var second = CompletableFuture.supplyAsync(
                    () -> anyone().get("/products/60").statusCode(), callers);
            await().until(() -> together.getCount() == 1);

            anyone().get("/products/61")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .body("code", equalTo("service_busy"));
            withScopes().get("/customers/60").then().statusCode(200);

            together.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(200);
            assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(200);
        }
    }
}
