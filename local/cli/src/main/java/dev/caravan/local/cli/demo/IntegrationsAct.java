package dev.caravan.local.cli.demo;

import dev.caravan.local.cli.demo.FeedAct.CatalogProduct;
import dev.caravan.local.cli.mail.Mailbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One order reaches a webhook, a mailbox and an ERP's file, and comes back from the ERP as shipped. */
final class IntegrationsAct {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String ADDRESS = "joan@example.com";
    private static final String TRACKING = "JD014600003SE";

    private final Stage stage;
    private final WebhookAct webhook;
    private final Orders orders;
    private final Path files;

    IntegrationsAct(Stage stage, WebhookAct webhook) {
        this.stage = stage;
        this.webhook = webhook;
        orders = new Orders(stage);
        files = stage.platform().installation().data("sftp");
    }

    void play(CatalogProduct product) {
        stage.story().act("One order in four systems, and back");
        var shop = stage.tokens().token("shop", "orders:admin");
        var joan = orders.register("Joan Clarke", "joan");
        var placed = orders.place(
                joan,
                Map.of("customer_id", joan.id(), "product_id", product.id(), "quantity", 1),
                UUID.randomUUID().toString());
        Orders.expect(201, placed);
        var order = placed.json().path("id").asLong();
        Orders.expect(200, orders.move(order, Map.of("status", "CONFIRMED"), shop));
        stage.story().tell("Joan's order %d is confirmed", order);

        told(order, List.of("order.placed", "order.confirmed"));
        stage.story()
                .check(
                        stage.await(PATIENCE, () -> mails("order " + order + " is confirmed") == 1),
                        "Joan has one mail that says so");
        stage.story()
                .check(
                        stage.await(PATIENCE, () -> exported(order) == 1),
                        "the order is in one file for the ERP, on the SFTP server");

        acknowledge(order);
        stage.story().tell("the ERP drops a file: shipped, as %s", TRACKING);
        stage.story()
                .check(
                        stage.await(PATIENCE, () -> shipped(order, joan)),
                        "the order is SHIPPED with that tracking number");
        stage.story()
                .check(stage.await(PATIENCE, () -> mails(TRACKING) == 1), "Joan has a mail with the tracking number");
        told(order, List.of("order.placed", "order.confirmed", "order.shipped"));
    }

    private void told(long order, List<String> way) {
        var unused = stage.await(PATIENCE, () -> webhook.types("order", order).size() >= way.size());
        stage.story()
                .checkEqual(way, webhook.types("order", order), "the webhook's receiver was told %s", way.getLast());
    }

    private int mails(String words) {
        return (int) new Mailbox(stage.platform())
                .to(ADDRESS).stream()
                        .filter(mail -> (mail.path("subject").asText()
                                        + mail.path("text").asText())
                                .contains(words))
                        .count();
    }

    /** In how many files the order is. */
    private long exported(long order) {
        try (var exports = Files.newDirectoryStream(files.resolve("out"), "orders-*.csv")) {
            var found = 0;
            for (var export : exports) {
                if (Files.readString(export).lines().anyMatch(line -> line.startsWith(order + ","))) {
                    found++;
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Written under another name first, as the ERP's page asks for. */
    private void acknowledge(long order) {
        try {
            var unfinished = files.resolve("in/unfinished");
            Files.writeString(
                    unfinished, "order_id,status,tracking_number\r\n" + order + ",SHIPPED," + TRACKING + "\r\n");
            Files.move(unfinished, files.resolve("in/ack-" + order + ".csv"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean shipped(long order, Orders.Customer owner) {
        var seen =
                stage.gateway().get("/orders/" + order).as(owner.token()).send().json();
        return seen.path("status").asText().equals("SHIPPED")
                && seen.path("tracking_number").asText().equals(TRACKING);
    }
}
