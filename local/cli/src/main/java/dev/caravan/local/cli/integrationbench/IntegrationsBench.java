package dev.caravan.local.cli.integrationbench;

import dev.caravan.local.cli.benchmark.Bed;
import dev.caravan.local.cli.benchmark.Benchmark;
import dev.caravan.local.cli.benchmark.Figures;
import dev.caravan.local.cli.benchmark.Rows;
import dev.caravan.local.cli.http.Gateway;
import dev.caravan.local.cli.platform.Ports.Name;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Measures integrations. */
public final class IntegrationsBench implements Benchmark {
    /** Settings by which an integration is not there. */
    static final Map<String, String> WEBHOOKS_ONLY =
            Map.of("MAIL_HOST", "", "MARKETPLACE_BUCKET", "", "ERP_SFTP_HOST", "");

    @Override
    public String name() {
        return "integrations";
    }

    @Override
    public String about() {
        return "what webhooks and the marketplace feed cost, and who waits for whom";
    }

    @Override
    public Figures run(Bench bench) throws IOException, InterruptedException {
        var rows = new Rows();
        webhooks(bench, rows);
        FeedMemory.measure(bench, rows);
        IdleMemory.measure(bench, rows);
        return rows;
    }

    private static void webhooks(Bench bench, Rows rows) throws IOException, InterruptedException {
        try (var bed = Bed.of(bench, "postgres", "kafka", "issuer");
                var service = new Gateway(bed.url(Name.INTEGRATION))) {
            var webhooks = new Webhooks(service, owner -> bed.token(owner, "webhooks:admin"));
            var server = bed.service("integration", WEBHOOKS_ONLY);
            WebhookCost.measure(bed, rows, server, webhooks);
            DeadEndpoints.measure(bed, rows, webhooks);
            for (var part : List.of("product-catalog", "customer", "order")) {
                var unused = bed.service(part, Map.of());
            }
            OrderDelay.measure(bed, rows, webhooks);
        }
    }
}
