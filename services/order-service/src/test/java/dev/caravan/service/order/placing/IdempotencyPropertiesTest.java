package dev.caravan.service.order.placing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.service.order.Shop;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Two requests, each of which is placed and then committed or broken off (as by a crash), in every order in which their steps
 * can follow upon each other.
 */
final class IdempotencyPropertiesTest {
    private static final Shop SHOP = opened();
    private static final Connection FIRST = connected();
    private static final Connection SECOND = connected();
    private static final Connection THIRD = connected();

    /** A and B are the requests; the first letter of each places, the second ends. */
    enum Order {
        AABB,
        ABAB,
        ABBA,
        BAAB,
        BABA,
        BBAA
    }

    enum End {
        COMMIT,
        CRASH
    }

    enum Sameness {
        SAME,
        OTHER
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void twoRequestsDoWhatOneAfterTheOtherWould(
            @ForAll Order order,
            @ForAll Sameness keys,
            @ForAll Sameness bodies,
            @ForAll Sameness callers,
            @ForAll End endOfA,
            @ForAll End endOfB)
            throws SQLException {
        var alice = Customer.registered();
        var other = callers == Sameness.SAME ? alice : Customer.registered();
        try (var a = new Request(FIRST, alice, "key", "body", endOfA);
                var b = new Request(
                        SECOND,
                        other,
                        keys == Sameness.SAME ? "key" : "other-key",
                        bodies == Sameness.SAME ? "body" : "other-body",
                        endOfB)) {
            var running = new HashSet<String>();
            var done = new HashMap<String, Request>();
            for (var letter : order.name().toCharArray()) {
                var request = letter == 'A' ? a : b;
                if (request.outcome == null) {
                    request.place();
                    assertThat(request.outcome).isEqualTo(expected(request, running, done));
                    if ("replayed".equals(request.outcome)) {
                        assertThat(request.id).isEqualTo(Objects.requireNonNull(done.get(request.identity())).id);
                    }
                    if ("placed".equals(request.outcome)) {
                        running.add(request.identity());
                    }
                } else {
                    request.end();
                    if ("placed".equals(request.outcome)) {
                        running.remove(request.identity());
                        if (request.end == End.COMMIT) {
                            done.put(request.identity(), request);
                        }
                    }
                }
            }

            assertThat(SHOP.number(
                            "orders",
                            "SELECT count(*) FROM orders.orders WHERE customer_id IN (?, ?)",
                            alice.id(),
                            other.id()))
                    .isEqualTo(done.size());
            for (var request : new Request[] {a, b}) {
                var sold = done.containsValue(request) ? 1 : 0;
                assertThat(SHOP.stock(request.product)).isEqualTo(10 - sold);
            }
            // whoever is not sure and sends it once more has the order, and it is one
            try (var again = a.repeated()) {
                again.place();
                assertThat(again.outcome).isEqualTo(expected(again, new HashSet<>(), done));
            }
        }
    }

    private static String expected(Request request, Set<String> running, Map<String, Request> done) {
        if (running.contains(request.identity())) {
            return "key_in_use";
        }
        var earlier = done.get(request.identity());
        if (earlier == null) {
            return "placed";
        }
        return earlier.body.equals(request.body) ? "replayed" : "key_reused";
    }

    private static Shop opened() {
        var shop = Shop.open();
        shop.migrate("orders");
        return shop;
    }

    private static Connection connected() {
        try {
            var connection = SHOP.connect("orders");
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be reached", e);
        }
    }

    /** A request on a connection, and so in a transaction, of its own; about a product of its own, so that none waits. */
    private static final class Request implements AutoCloseable {
        private final Connection connection;
        private final Customer caller;
        private final String key;
        private final String body;
        private final End end;
        private final long product;
        private @Nullable String outcome;
        private long id;

        Request(Connection connection, Customer caller, String key, String body, End end) {
            this.connection = connection;
            this.caller = caller;
            this.key = key;
            this.body = body;
            this.end = end;
            this.product = SHOP.product("Cup", "1.00", 10);
        }

        String identity() {
            return caller.subject() + " " + key;
        }

        void place() throws SQLException {
            try (var place = connection.prepareStatement("SELECT coalesce(outcome, 'placed'), (document).id"
                    + " FROM orders.place_order(?, ?, false, CAST(? AS jsonb), NULL, ?, ?, NULL)")) {
                place.setLong(1, caller.id());
                place.setString(2, caller.subject());
                place.setString(3, "[{\"product_id\":%d,\"quantity\":1}]".formatted(product));
                place.setString(4, key);
                place.setString(5, body);
                try (var rows = place.executeQuery()) {
                    rows.next();
                    outcome = rows.getString(1);
                    id = rows.getLong(2);
                }
            }
        }

        void end() throws SQLException {
            if (end == End.COMMIT) {
                connection.commit();
            } else {
                connection.rollback();
            }
        }

        Request repeated() {
            return new Request(THIRD, caller, key, body, End.COMMIT);
        }

        @Override
        public void close() throws SQLException {
            connection.rollback();
        }
    }

    private record Customer(String subject, long id) {
        static Customer registered() {
            var subject = UUID.randomUUID().toString();
            return new Customer(subject, SHOP.customer(subject));
        }
    }
}
