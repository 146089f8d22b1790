package dev.caravan.local.cli.bench;

import dev.caravan.local.cli.benchmark.Bed;
import dev.caravan.local.cli.benchmark.Bed.Peer;
import dev.caravan.local.cli.benchmark.Benchmark;
import dev.caravan.local.cli.benchmark.Figures;
import dev.caravan.local.cli.benchmark.Load;
import dev.caravan.local.cli.benchmark.Nginx;
import dev.caravan.local.cli.benchmark.Profile;
import dev.caravan.local.cli.benchmark.Row;
import dev.caravan.local.cli.benchmark.Row.Goal;
import dev.caravan.local.cli.benchmark.Rows;
import dev.caravan.local.cli.benchmark.Sample;
import dev.caravan.local.cli.benchmark.Tool;
import dev.caravan.local.cli.benchmark.Turns;
import dev.caravan.local.cli.platform.Ports.Name;
import java.util.List;
import java.util.Map;

/** P1 and P2: what the gateway adds to a request, against other gateways before the same origin. */
final class GatewayBench implements Benchmark {
    private static final int CONNECTIONS = 16;
    private static final String ETAG = "\"7\"";
    private static final String PRODUCT = "{\"id\":1,\"sku\":\"SKU-1\",\"name\":\"Clay bread board, no. 1\","
            + "\"description\":\"Made by hand, and made to last.\",\"price\":12.50,\"currency\":\"EUR\","
            + "\"category\":\"kitchen\",\"stock_quantity\":42,\"created_at\":\"2026-01-15T09:30:00.123456Z\","
            + "\"updated_at\":\"2026-01-15T09:30:00.123456Z\"}";

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public String about() {
        return "what the gateway adds to a request, against other gateways";
    }

    @Override
    public Figures run(Bench bench) throws InterruptedException {
        var rows = new Rows();
        try (var bed = Bed.of(bench, "issuer")) {
            run(bed, rows);
        }
        return rows;
    }

    private static void run(Bed bed, Rows rows) throws InterruptedException {
        var nginx = Tool.NGINX.path(bed.progress());
        var wrk = Tool.WRK.path(bed.progress());
        var origin = bed.nginx("origin", nginx, Nginx.origin(ETAG, PRODUCT));
        var proxy = bed.nginx("nginx", nginx, Nginx.proxy(origin.port()));
        // both count every request against the limit of its caller, which is never reached
        var upstreams = Map.of(
                "PRODUCT_CATALOG_URL", origin.url(),
                "ORDER_SERVICE_URL", origin.url(),
                "RATE_LIMIT_REQUESTS", "1000000000");
        var spring = bed.peer("peer-gateway", upstreams);
        var ours = new Peer(bed.service("api-gateway", upstreams), bed.url(Name.GATEWAY));
        var token = bed.token("somebody");
        check(ours, spring, proxy, token);

        var installation = bed.platform().installation();
        var open = Load.of(wrk, installation, "get-one.lua", CONNECTIONS, List.of("/products/1"));
        var a = open.on("api-gateway", ours.server(), ours.url());
        var b = open.on("Spring Cloud Gateway", spring.server(), spring.url());
        var c = open.on("nginx", proxy.server(), proxy.url());
        var turns = Turns.take(bed.effort(), bed.progress(), a, b, c);
        rows.add(Row.cpu("P1", "gateway, proxied GET", "Spring Cloud Gateway", turns, a, b, Goal.atMost(0.9)));

        var withToken = Load.of(wrk, installation, "get-one.lua", CONNECTIONS, List.of("/orders/1", token));
        var d = withToken.on("api-gateway, token", ours.server(), ours.url());
        var e = withToken.on("Spring Cloud Gateway, token", spring.server(), spring.url());
        var signed = Turns.take(bed.effort(), bed.progress(), d, e);
        rows.add(Row.cpu("", "the same with a token", "the same", signed, d, e, Goal.NONE));
        rows.add(Row.rate("P2", "gateway throughput", "nginx `proxy_pass`", turns, a, c, Goal.atLeast(0.35)));
        if (!Goal.atMost(0.9).holds(turns.ratio(a, b, Sample::cpuMicros).median())
                || !Goal.atLeast(0.35)
                        .holds(turns.ratio(a, c, Sample::perSecond).median())) {
            rows.note(Profile.of("the gateway", ours.server(), a, bed));
        }
    }

    /** The same work: the same answer, and the same things refused. */
    private static void check(Peer ours, Peer spring, Peer proxy, String token) throws InterruptedException {
        Answer.requireSame(200, Answer.get(ours.url() + "/products/1"), new Answer(200, ETAG, PRODUCT));
        Answer.requireSame(200, Answer.get(ours.url() + "/products/1"), Answer.get(spring.url() + "/products/1"));
        Answer.requireSame(200, Answer.get(ours.url() + "/products/1"), Answer.get(proxy.url() + "/products/1"));
        for (var path : List.of("/products/x", "/products/1?x=1")) {
            Answer.requireSame(400, Answer.get(ours.url() + path), Answer.get(spring.url() + path));
        }
        var order = "/orders/1";
        Answer.requireSame(401, Answer.get(ours.url() + order), Answer.get(spring.url() + order));
        var bad = token.substring(0, token.length() - 8) + "AAAAAAAA";
        Answer.requireSame(
                401,
                Answer.get(ours.url() + order, "Authorization", "Bearer " + bad),
                Answer.get(spring.url() + order, "Authorization", "Bearer " + bad));
        Answer.requireSame(
                200,
                Answer.get(ours.url() + order, "Authorization", "Bearer " + token),
                Answer.get(spring.url() + order, "Authorization", "Bearer " + token));
    }
}
