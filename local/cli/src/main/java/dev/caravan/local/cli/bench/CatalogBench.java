package dev.caravan.local.cli.bench;

import dev.caravan.local.cli.benchmark.Bed;
import dev.caravan.local.cli.benchmark.Bed.Peer;
import dev.caravan.local.cli.benchmark.Benchmark;
import dev.caravan.local.cli.benchmark.Figures;
import dev.caravan.local.cli.benchmark.Load;
import dev.caravan.local.cli.benchmark.Products;
import dev.caravan.local.cli.benchmark.Profile;
import dev.caravan.local.cli.benchmark.Row;
import dev.caravan.local.cli.benchmark.Row.Goal;
import dev.caravan.local.cli.benchmark.Rows;
import dev.caravan.local.cli.benchmark.Sample;
import dev.caravan.local.cli.benchmark.Tool;
import dev.caravan.local.cli.benchmark.Turns;
import dev.caravan.local.cli.platform.Ports.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** P3 to P5: reading one of a million products, against Spring MVC, and against the database alone. */
final class CatalogBench implements Benchmark {
    private static final int CONNECTIONS = 16;

    @Override
    public String name() {
        return "catalog";
    }

    @Override
    public String about() {
        return "what a read and a page of a million products cost";
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
        var wrk = Tool.WRK.path(bed.progress());
        var pgbench = Tool.PGBENCH.path(bed.progress());
        var catalog = bed.platform().database("catalog");
        var ours = new Peer(bed.service("product-catalog", Map.of()), bed.url(Name.PRODUCT_CATALOG));
        var products = bed.effort().products();
        try {
            Products.load(bed, products);
        } catch (SQLException e) {
            throw new IOException("The products cannot be loaded", e);
        }
        var mvc = bed.peer("peer-mvc", catalog);
        check(ours, mvc);

        var load = Load.of(
                wrk, bed.platform().installation(), "get-products.lua", CONNECTIONS, List.of(String.valueOf(products)));
        var a = load.on("product-catalog", ours.server(), ours.url());
        var b = load.on("Spring MVC", mvc.server(), mvc.url());
        var c = PgBench.of(
                pgbench,
                bed.platform(),
                "catalog",
                "get-product.sql",
                statement(bed.platform().installation().root(), products),
                CONNECTIONS);
        var turns = Turns.take(bed.effort(), bed.progress(), a, b, c);
        rows.add(Row.cpu("P3", "GET product", "Spring MVC + JdbcClient", turns, a, b, Goal.atMost(0.9)));
        rows.add(Row.rate("P4", "GET product, throughput", "pgbench, same query", turns, a, c, Goal.atLeast(0.25)));
        if (!Goal.atMost(0.9).holds(turns.ratio(a, b, Sample::cpuMicros).median())
                || !Goal.atLeast(0.25)
                        .holds(turns.ratio(a, c, Sample::perSecond).median())) {
            rows.note(Profile.of("product-catalog", ours.server(), a, bed));
        }
        PagingBench.run(bed, rows, ours.url(), mvc.url());
    }

    /** The same work: the same bytes, and the same things refused. */
    private static void check(Peer ours, Peer mvc) throws InterruptedException {
        var product = Answer.get(ours.url() + "/products/1");
        Answer.requireSame(200, product, Answer.get(mvc.url() + "/products/1"));
        Answer.requireSame(
                304,
                Answer.get(ours.url() + "/products/1", "If-None-Match", product.etag()),
                Answer.get(mvc.url() + "/products/1", "If-None-Match", product.etag()));
        Answer.requireSame(
                404, Answer.get(ours.url() + "/products/2000000000"), Answer.get(mvc.url() + "/products/2000000000"));
        for (var path : List.of("/products/x", "/products/1?x=1")) {
            Answer.requireSame(400, Answer.get(ours.url() + path), Answer.get(mvc.url() + path));
        }
    }

    /** The service's own statement, for pgbench. */
    static String statement(Path root, int products) throws IOException {
        var file = root.resolve("routes/catalog/src/main/resources/sql/catalog/get-product.sql");
        return "\\set id random(1, " + products + ")\n"
                + Files.readString(file)
                        .strip()
                        .replace(":#${variable.id}", ":id")
                        .replace('\n', ' ') + ";\n";
    }
}
