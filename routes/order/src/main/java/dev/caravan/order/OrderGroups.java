package dev.caravan.order;

import dev.caravan.shared.json.Json;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Places the orders of one product that come at the same time together: one after the other, but in one transaction. In the
 * database all of them would wait for the same row, each with a connection that the orders of other products need; here they wait
 * in a queue, in the order in which they came. The first of the queue places all that wait, up to a limit, and each gets its own
 * outcome. An order that comes alone is a group of one, and waits for nobody.
 *
 * <p>An order of several products goes by itself, in the longest of their queues: a group locks one product, so that no two groups
 * can wait for each other. Whether the stock is there and a key was used is decided by the database alone; other instances of
 * the service have queues of their own.
 */
final class OrderGroups {
    private static final String TICKET = "order_ticket";
    private static final String ORDERS = "orders";
    /** Longer than the database may take to place a group. */
    private static final Duration UNTIL_PLACED = Duration.ofSeconds(40);

    private final int largest;
    private final int longest;
    private final Duration patience;
    private final Map<Long, Lane> lanes = new HashMap<>();

    /**
     * @param largest how many orders are placed together
     * @param longest how many orders of one product may be there
     * @param patience how long an order waits before it is begun
     */
    OrderGroups(int largest, int longest, Duration patience) {
        this.largest = largest;
        this.longest = longest;
        this.patience = patience;
    }

    /** The orders of one product. */
    private static final class Lane {
        private final long product;
        private final Queue<Ticket> waiting = new ArrayDeque<>();
        private int members;

        Lane(long product) {
            this.product = product;
        }
    }

    /**
     * An order on its way.
     *
     * @param order as the statement reads it
     * @param ofOneProduct whether it may be placed together with others
     * @param turn what comes next for it
     */
    private record Ticket(Map<String, @Nullable Object> order, boolean ofOneProduct, CompletableFuture<Turn> turn) {}

    private sealed interface Turn {}

    /**
     * It is first, and places a group, itself among them.
     *
     * @param lane where the group has come from; null for an order that is placed by itself after its group has failed
     */
    private record Lead(@Nullable Lane lane, List<Ticket> group) implements Turn {}

    /** It was placed, or not; the row says what came out. */
    private record Placed(Map<?, ?> row) implements Turn {}

    /**
     * Waits for this order's turn. After it there is either the order's row in the body, or a group to place
     * ({@link #isToPlace}).
     *
     * @throws ProblemException 503 when too many orders of the product are there, or the turn does not come; nothing was done
     */
    void join(Exchange exchange) throws InterruptedException {
        var products = OrderLines.products(exchange);
        var ticket = new Ticket(order(exchange), products.size() == 1, new CompletableFuture<>());
        take(exchange, turn(enter(products, ticket), ticket));
    }

    /** Whether there is a group in the variable {@code orders}, for the statement to place. */
    static boolean isToPlace(Exchange exchange) {
        return exchange.getVariable(TICKET) != null;
    }

    /** After the statement: gives each order of the group its row. */
    void placed(Exchange exchange) {
        var lead = end(exchange);
        List<?> rows = exchange.getMessage().getBody(List.class);
        for (var row : rows) {
            var columns = (Map<?, ?>) row;
            var place = ((Number) Objects.requireNonNull(columns.get("_place"))).intValue();
            if (place == 0) {
                exchange.getMessage().setBody(columns);
            } else {
                lead.group().get(place).turn().complete(new Placed(columns));
            }
        }
        leave(lead);
    }

    /**
     * After the statement failed: nothing of the group was placed, or it is not known. Each of its orders is placed by itself, and
     * its key tells whether it has been, so that what is wrong with one is no other's failure.
     *
     * @throws Exception the failure, when there was but one order
     */
    void failed(Exchange exchange) throws Exception {
        var lead = end(exchange);
        for (var ticket : lead.group().subList(1, lead.group().size())) {
            ticket.turn().complete(new Lead(null, List.of(ticket)));
        }
        leave(lead);
        if (lead.group().size() == 1) {
            throw exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        }
        take(exchange, new Lead(null, lead.group().subList(0, 1)));
    }

    private static Map<String, @Nullable Object> order(Exchange exchange) {
        var request = exchange.getMessage().getBody(Map.class);
        var order = new HashMap<String, @Nullable Object>();
        order.put("customer_id", request.get("customer_id"));
        order.put("expected_total", request.get("expected_total"));
        order.put("lines", OrderLines.of(request));
        for (var variable : List.of("caller_subject", "sees_all", "idempotency_key", "request_hash", "traceparent")) {
            order.put(variable, exchange.getVariable(variable));
        }
        return order;
    }

    private synchronized Lane enter(Set<Long> products, Ticket ticket) {
        long product =
                products.stream().max(Comparator.comparingInt(this::members)).orElseThrow();
        var lane = lanes.computeIfAbsent(product, Lane::new);
        if (lane.members >= longest) {
            throw inDemand(product);
        }
        lane.members++;
        lane.waiting.add(ticket);
        if (lane.members == 1) {
            begin(lane);
        }
        return lane;
    }

    private int members(long product) {
        var lane = lanes.get(product);
        return lane == null ? 0 : lane.members;
    }

    /** The first of those that wait leads the next group. */
    private void begin(Lane lane) {
        var group = new ArrayList<Ticket>();
        do {
            group.add(lane.waiting.remove());
        } while (group.size() < largest
                && group.getFirst().ofOneProduct()
                && !lane.waiting.isEmpty()
                && lane.waiting.element().ofOneProduct());
        group.getFirst().turn().complete(new Lead(lane, List.copyOf(group)));
    }

    private synchronized void leave(Lead lead) {
        var lane = lead.lane();
        if (lane == null) {
            return;
        }
        lane.members -= lead.group().size();
        if (!lane.waiting.isEmpty()) {
            begin(lane);
        } else if (lane.members == 0) {
            lanes.remove(lane.product);
        }
    }

    private Turn turn(Lane lane, Ticket ticket) throws InterruptedException {
        try {
            try {
                return ticket.turn().get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (gaveUp(lane, ticket)) {
                    throw inDemand(lane.product);
                }
                // its group is being placed
                return ticket.turn().get(UNTIL_PLACED.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("A group of orders has neither been placed nor failed", e);
        }
    }

    private synchronized boolean gaveUp(Lane lane, Ticket ticket) {
        if (!lane.waiting.remove(ticket)) {
            return false;
        }
        lane.members--;
        return true;
    }

    private static void take(Exchange exchange, Turn turn) {
        switch (turn) {
            case Placed placed -> exchange.getMessage().setBody(placed.row());
            case Lead lead -> {
                exchange.setVariable(TICKET, lead);
                exchange.setVariable(ORDERS, json(lead.group()));
            }
        }
    }

    private static String json(List<Ticket> group) {
        var orders = new ArrayList<Map<String, @Nullable Object>>();
        for (var ticket : group) {
            ticket.order().put("place", orders.size());
            orders.add(ticket.order());
        }
        return new String(Json.write(orders), StandardCharsets.UTF_8);
    }

    private static Lead end(Exchange exchange) {
        var lead = exchange.getVariable(TICKET, Lead.class);
        exchange.removeVariable(TICKET);
        return lead;
    }

    private static ProblemException inDemand(long product) {
        return new ProblemException(Problem.unavailable(
                "product_in_demand", "Too many orders of product " + product + " at a time; nothing was ordered.", 1));
    }
}
