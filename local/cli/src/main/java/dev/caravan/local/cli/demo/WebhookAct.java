package dev.caravan.local.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.demo.FeedAct.CatalogProduct;
import dev.caravan.local.cli.listen.WebhookReceiver;
import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Another system is told by a webhook, which it had made before the story began. */
final class WebhookAct implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Stage stage;
    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private final WebhookReceiver receiver = new WebhookReceiver((body, event, outcome) -> told.add(event), null);

    private WebhookAct(Stage stage) {
        this.stage = stage;
    }

    /** Makes the webhook; what happens from now on is told. */
    static WebhookAct begin(Stage stage) {
        var act = new WebhookAct(stage);
        var created = stage.gateway()
                .post(
                        "/webhooks",
                        Map.of(
                                "url",
                                act.receiver.url(),
                                "event_types",
                                List.of(
                                        "order.placed",
                                        "order.confirmed",
                                        "order.shipped",
                                        "order.delivered",
                                        "product.updated")))
                .as(stage.tokens().token("warehouse", "webhooks:admin"))
                .send();
        if (created.status() != 201) {
            throw new Failure("The demo does not hold: no webhook was made: " + created.body());
        }
        act.receiver.expect(created.json().path("secret").asText());
        return act;
    }

    /**
     * Looks at what was told.
     *
     * @param order one that was placed, confirmed, shipped and delivered meanwhile
     * @param product one of the catalog
     */
    void play(long order, CatalogProduct product) {
        stage.story().act("Another system is told by webhook");
        var way = List.of("order.placed", "order.confirmed", "order.shipped", "order.delivered");
        var unused = stage.await(PATIENCE, () -> types("order", order).size() >= way.size());
        stage.story()
                .checkEqual(
                        way,
                        types("order", order),
                        "a receiver got the way of order %d in its order, each event signed and checked",
                        order);
        surviveKill(product);
    }

    private void surviveKill(CatalogProduct product) {
        var integration = LocalParts.part("integration");
        stage.supervisor().kill(integration);
        stage.story().tell("kill -9 integration");
        var path = "/products/" + product.id();
        var token = stage.tokens().token("catalog", "catalog:write");
        var etag = stage.gateway().get(path).send().etag().orElse("");
        var changed = stage.gateway()
                .patch(path, Map.of("description", "told while nobody listened"))
                .as(token)
                .with("If-Match", etag)
                .with("Content-Type", "application/merge-patch+json")
                .send();
        stage.story()
                .checkEqual(
                        200, changed.status(), "the catalog goes on without it: product %s is changed", product.id());
        var away = stage.supervisor().start(integration);
        stage.story().tell("integration serves again after %s", Progress.seconds(away));
        var unused = stage.await(PATIENCE, () -> types("product", product.id()).size() >= 1);
        stage.story()
                .checkEqual(
                        List.of("product.updated"),
                        types("product", product.id()).stream().distinct().toList(),
                        "and the receiver is told as soon as it is back");
    }

    /** What was told of an order or a product, in the order in which it came. */
    List<String> types(String kind, long id) {
        return told.stream()
                .filter(event -> event.at("/data/id").asLong() == id)
                .map(event -> event.path("type").asText())
                .filter(type -> type.startsWith(kind))
                .toList();
    }

    @Override
    public void close() {
        receiver.close();
    }
}
