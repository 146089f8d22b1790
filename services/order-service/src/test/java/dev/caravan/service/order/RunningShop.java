package dev.caravan.service.order;

import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalKafka;
import java.util.HashMap;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;

/** The order service with a shop of its own, started once for properties, which Spring's extension does not reach. */
public final class RunningShop {
    private static final RunningShop INSTANCE = start();

    private final Shop shop;
    private final int port;

    private RunningShop(Shop shop, int port) {
        this.shop = shop;
        this.port = port;
    }

    public static RunningShop shared() {
        return INSTANCE;
    }

    private static RunningShop start() {
        var shop = Shop.open();
        LocalKafka.shared().createTopic(OrderServiceTest.TOPIC, 4);
        var settings = new HashMap<String, Object>(shop.settings());
        settings.put("KAFKA_BOOTSTRAP_SERVERS", LocalKafka.shared().bootstrapServers());
        settings.put("ISSUER_URL", LocalIssuer.shared().issuerUrl());
        settings.put("SERVER_PORT", 0);
        settings.put("MANAGEMENT_SERVER_PORT", 0);
        var context = new SpringApplicationBuilder(OrderService.class)
                .properties(settings)
                .run();
        return new RunningShop(
                shop, ((WebServerApplicationContext) context).getWebServer().getPort());
    }

    public Shop shop() {
        return shop;
    }

    public OrderClient as(String subject, String... scopes) {
        return new OrderClient(port, LocalIssuer.shared().token(subject, null, scopes));
    }
}
