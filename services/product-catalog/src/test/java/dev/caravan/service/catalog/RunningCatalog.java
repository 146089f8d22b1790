package dev.caravan.service.catalog;

import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.LocalPostgres;
import dev.caravan.testing.client.ClientResponse;
import dev.caravan.testing.client.ServiceClient;
import java.util.HashMap;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;

/** The catalog service with a database of its own, started once for properties, which Spring's extension does not reach. */
final class RunningCatalog {
    private static final RunningCatalog INSTANCE = start();

    private final ServiceClient client;

    private RunningCatalog(int port) {
        client = new ServiceClient(port, LocalIssuer.shared().token("merchant", null, "catalog:write"));
    }

    static RunningCatalog shared() {
        return INSTANCE;
    }

    private static RunningCatalog start() {
        LocalKafka.shared().createTopic("ecom-product-events", 2);
        var settings =
                new HashMap<String, Object>(LocalPostgres.shared().newDatabase().variables("catalog"));
        settings.put("KAFKA_BOOTSTRAP_SERVERS", LocalKafka.shared().bootstrapServers());
        settings.put("ISSUER_URL", LocalIssuer.shared().issuerUrl());
        settings.put("SERVER_PORT", 0);
        settings.put("MANAGEMENT_SERVER_PORT", 0);
        var context = new SpringApplicationBuilder(ProductCatalogService.class)
                .properties(settings)
                .run();
        return new RunningCatalog(
                ((WebServerApplicationContext) context).getWebServer().getPort());
    }

    ClientResponse get(String path) {
        return send("GET", path, "");
    }

    ClientResponse create(String body, String... headers) {
        var all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send("POST", "/products", body, all);
    }

    ClientResponse patch(String path, String body, String ifMatch) {
        return send("PATCH", path, body, "Content-Type", "application/merge-patch+json", "If-Match", ifMatch);
    }

    ClientResponse send(String method, String path, String body, String... headers) {
        return client.send(method, path, body, headers);
    }
}
