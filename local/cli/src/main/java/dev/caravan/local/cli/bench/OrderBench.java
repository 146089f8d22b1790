package dev.caravan.local.cli.bench;

import dev.caravan.local.cli.benchmark.Bed;
import dev.caravan.local.cli.benchmark.Benchmark;
import dev.caravan.local.cli.benchmark.Figures;
import dev.caravan.local.cli.benchmark.Load;
import dev.caravan.local.cli.benchmark.Row;
import dev.caravan.local.cli.benchmark.Row.Goal;
import dev.caravan.local.cli.benchmark.Rows;
import dev.caravan.local.cli.benchmark.Server;
import dev.caravan.local.cli.benchmark.Tool;
import dev.caravan.local.cli.benchmark.Turns;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Ports.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** P6: many buyers of one product at once, against the database called with the same statement. */
final class OrderBench implements Benchmark {
    private static final int BUYERS = 32;
    private static final int PLENTY = 2_000_000_000;
    private static final int FEW = 100;
    private static final String BUYER = "bench-buyer";

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public String about() {
        return "many buyers of one product at once";
    }

    @Override
    public Figures run(Bench bench) throws IOException, InterruptedException {
        var rows = new Rows();
        try (var bed = Bed.of(bench, "postgres", "kafka", "issuer")) {
            run(bed, rows);
        }
        return rows;
    }

    private static void run(Bed bed, Rows rows) throws IOException, InterruptedException {
        // the tables of products and customers are theirs to make
        for (var owner : List.of("product-catalog", "customer")) {
            var unused = bed.service(owner, Map.of());
            bed.stopServers();
        }
        var server = bed.service("order", Map.of());
        try (var catalog = bed.database("catalog");
                var customers = bed.database("customer");
                var orders = bed.database("orders")) {
            var shop = new Shop(catalog, orders, product(catalog), customer(customers));
            var rush = buyers(bed, shop.customer(), shop.product(), BUYERS);
            measure(bed, rows, server, shop, rush);
            shop.restock(PLENTY);
            rows.add(bystanders(bed, rush, buyers(bed, shop.customer(), product(catalog), 1)));
        } catch (SQLException e) {
            throw new IOException("The shop cannot be set up", e);
        }
    }

    private static Load buyers(Bed bed, long customer, long product, int connections) throws IOException {
        return Load.of(
                Tool.WRK.path(bed.progress()),
                bed.platform().installation(),
                "place-orders.lua",
                connections,
                List.of(bed.token(BUYER), String.valueOf(customer), String.valueOf(product), "bench-" + product));
    }

    private static void measure(Bed bed, Rows rows, Server server, Shop shop, Load load)
            throws SQLException, IOException, InterruptedException {
        var ours = load.on("order", server, bed.url(Name.ORDER));
        var pgbench = PgBench.of(
                Tool.PGBENCH.path(bed.progress()),
                bed.platform(),
                "orders",
                "place-order.sql",
                statement(bed.platform().installation().root(), shop.customer(), shop.product()),
                BUYERS);
        var turns = Turns.take(bed.effort(), bed.progress(), ours, pgbench);
        rows.add(Row.rate(
                "P6",
                "orders of one hot product, " + BUYERS + " clients",
                "pgbench, same statement",
                turns,
                ours,
                pgbench,
                Goal.atLeast(1.0)));
        var sold = shop.sold();
        if (shop.stock() != PLENTY - sold) {
            throw new Failure("Of " + PLENTY + " pieces " + sold + " were sold, and " + shop.stock() + " are left.");
        }
        rows.note(String.format(
                java.util.Locale.ROOT,
                "P6: the stock has gone down by exactly the %,d pieces of all orders, theirs and ours. "
                        + "Of another %d pieces, wanted by %d buyers at once until all were refused, exactly %d were sold.",
                sold,
                FEW,
                BUYERS,
                sellOut(shop, load, bed)));
    }

    /** How long a buyer of another product waits while the rush takes all that the machine has. */
    private static Row bystanders(Bed bed, Load rush, Load buyer) throws InterruptedException {
        var url = bed.url(Name.ORDER);
        var seconds = bed.effort().seconds();
        var alone = new ArrayList<Double>();
        var meanwhile = new ArrayList<Double>();
        for (var round = 1; round <= bed.effort().rounds(); round++) {
            alone.add(buyer.p95(url, seconds));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var rushing = threads.submit(() -> rush.run(url, seconds + 2));
                meanwhile.add(buyer.p95(url, seconds));
                rushing.get();
            } catch (ExecutionException e) {
                throw new Failure("The rush ended early: " + e.getCause());
            }
        }
        return Row.p95(
                "P6", "an order of another product in the rush", "the same, alone", meanwhile, alone, Goal.atMost(1.5));
    }

    /** Sells few pieces to many buyers; tells how many were sold. */
    private static long sellOut(Shop shop, Load load, Bed bed) throws SQLException {
        var before = shop.sold();
        shop.restock(FEW);
        load.untilRefused(bed.url(Name.ORDER));
        var sold = shop.sold() - before;
        if (sold != FEW || shop.stock() != 0) {
            throw new Failure("Of " + FEW + " pieces " + sold + " were sold, and " + shop.stock() + " are left.");
        }
        return sold;
    }

    /** The service's own statement for one order, for pgbench. */
    static String statement(Path root, long customer, long product) throws IOException {
        var file = root.resolve("routes/order/src/main/resources/sql/order/place-order.sql");
        var order = "jsonb_build_array(jsonb_build_object('place', 0, 'customer_id', " + customer
                + ", 'caller_subject', '" + BUYER + "', 'sees_all', false"
                + ", 'lines', CAST('[{\"product_id\": " + product + ", \"quantity\": 1}]' AS jsonb)"
                + ", 'idempotency_key', 'pgbench-' || :key, 'request_hash', '0'"
                + ", 'traceparent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00'))";
        var sql = Files.readString(file).replace(":#${variable.orders}", order);
        if (sql.contains(":#")) {
            throw new Failure("The statement has a parameter that this benchmark does not know: " + sql);
        }
        return "\\set key random(1, 9000000000000000)\n" + withoutComments(sql) + ";\n";
    }

    private static String withoutComments(String sql) {
        return String.join(
                " ", sql.lines().filter(line -> !line.startsWith("--")).toList());
    }

    private static long product(Connection catalog) throws SQLException {
        return number(
                catalog,
                "INSERT INTO catalog.products (name, price, stock_quantity) VALUES ('Hot', 9.90, " + PLENTY
                        + ") RETURNING id");
    }

    private static long customer(Connection customers) throws SQLException {
        return number(
                customers,
                "SELECT (document).id FROM customer.create_customer("
                        + "jsonb_build_object('name', 'A Buyer', 'email', 'buyer@example.com'), '" + BUYER
                        + "', NULL, NULL, NULL, NULL)");
    }

    private static long number(Connection database, String sql) throws SQLException {
        try (var statement = database.createStatement();
                var result = statement.executeQuery(sql)) {
            if (!result.next()) {
                throw new SQLException("no row from " + sql);
            }
            return result.getLong(1);
        }
    }

    /**
     * Who sells what to whom.
     *
     * @param catalog the catalog's database
     * @param orders the orders' database
     * @param product the one product
     * @param customer the one customer
     */
    private record Shop(Connection catalog, Connection orders, long product, long customer) {

        long stock() throws SQLException {
            return number(catalog, "SELECT stock_quantity FROM catalog.products WHERE id = " + product);
        }

        long sold() throws SQLException {
            return number(
                    orders, "SELECT coalesce(sum(quantity), 0) FROM orders.order_items WHERE product_id = " + product);
        }

        void restock(int pieces) throws SQLException {
            try (var statement = catalog.createStatement()) {
                statement.executeUpdate(
                        "UPDATE catalog.products SET stock_quantity = " + pieces + " WHERE id = " + product);
            }
        }
    }
}
