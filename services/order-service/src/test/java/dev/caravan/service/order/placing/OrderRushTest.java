package dev.caravan.service.order.placing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.service.order.OrderClient;
import dev.caravan.service.order.OrderServiceTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A rush on one product is a queue of its own: everybody in it is served, and nobody else waits in it. */
class OrderRushTest extends OrderServiceTest {
    private static final int CLIENTS = 32;
    private static final int ORDERS = 20;

    /** An order as its client saw it. */
    private record Seen(int status, long nanos) {}

    /** Orders of the product that all want, and of one that few want meanwhile. */
    private record Rush(List<Seen> rush, List<Seen> others) {}

    @Test
    void everyOrderOfTheRushIsPlacedAndOrdersOfOtherProductsDoNotWaitBehindIt() throws Exception {
        var hot = SHOP.product("Hot cup", "9.90", 1_000_000);
        var quiet = SHOP.product("Quiet cup", "9.90", 1_000_000);
        // whoever measures a service that has just started measures its compiler
        rush(hot, quiet);
        var seen = rush(hot, quiet);

        assertThat(SHOP.stock(hot)).isEqualTo(1_000_000 - 2 * CLIENTS * ORDERS);
        assertThat(SHOP.stock(quiet)).isEqualTo(1_000_000 - 2 * ORDERS);
        assertThat(quantile(seen.rush(), 0.99))
                .isLessThan(quantile(seen.rush(), 0.5).multipliedBy(5));
        assertThat(quantile(seen.others(), 0.5)).isLessThan(quantile(seen.rush(), 0.5));
    }

    private Rush rush(long hot, long quiet) throws Exception {
        var buyer = as(alice);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var clients = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> threads.submit(() -> place(buyer, hot)))
                    .toList();
            var others = place(buyer, quiet);
            var seen = new ArrayList<Seen>();
            for (var client : clients) {
                seen.addAll(client.get());
            }
            assertThat(seen).extracting(Seen::status).containsOnly(201);
            assertThat(others).extracting(Seen::status).containsOnly(201);
            return new Rush(seen, others);
        }
    }

    private List<Seen> place(OrderClient buyer, long product) {
        var seen = new ArrayList<Seen>();
        for (var order = 0; order < ORDERS; order++) {
            var begun = System.nanoTime();
            var status = buyer.order(alicesRecord, product, 1).status();
            seen.add(new Seen(status, System.nanoTime() - begun));
        }
        return seen;
    }

    private static Duration quantile(List<Seen> seen, double share) {
        var sorted = seen.stream().map(Seen::nanos).sorted().toList();
        return Duration.ofNanos(sorted.get((int) (share * (sorted.size() - 1))));
    }
}
