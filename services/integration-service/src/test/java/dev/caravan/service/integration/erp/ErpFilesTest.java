package dev.caravan.service.integration.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.testing.LocalKafka;
import dev.caravan.service.integration.IntegrationService;
import dev.caravan.testing.client.TopicReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;

class ErpFilesTest extends ErpExportTest {
    private static final String HEADER =
            "order_id,created_at,customer_id,product_id,name,quantity,unit_price,line_total,total_price,currency";

    @Test
    void putsAConfirmedOrderInAFileOnce() {
        var order = newOrder();
        var event = event(UUID.randomUUID().toString(), "order.confirmed", order, "Cup, \\\"big\\\"");

        tell("order.placed", order);
        send(order, event);
        send(order, event);
        tell("order.confirmed", order);

        awaitExported(order);
        var next = exported();
        assertThat(linesOf(order))
                .containsExactly(
                        order + ",2026-01-15T09:30:00.123456Z,7,42,\"Cup, \"\"big\"\"\",2,7.90,15.80,15.80,EUR");
        assertThat(ERP.read("out/" + fileOf(next))).startsWith(HEADER + "\r\n").endsWith("\r\n");
        assertThat(fileOf(next)).matches("orders-\\d{8}T\\d{6}Z-\\d+\\.csv");
    }

    @Test
    void letsNoSpreadsheetRunAName() {
        var order = newOrder();

        send(order, event(UUID.randomUUID().toString(), "order.confirmed", order, "=1+1"));

        awaitExported(order);
        assertThat(linesOf(order).getFirst()).contains(",'=1+1,");
    }

    @Test
    void putsNoMoreOrdersInAFileThanItMayHave() {
        var orders = new ArrayList<Long>();
        ERP.goAway();
        for (var i = 0; i < 2 * BATCH_SIZE + 1; i++) {
            orders.add(newOrder());
            tell("order.confirmed", orders.getLast());
        }

        ERP.comeBack();

        await().atMost(PATIENCE).until(() -> {
            tryNow();
            return orders.stream().allMatch(order -> linesOf(order).size() == 1);
        });
        assertThat(ERP.names("out"))
                .allSatisfy(name ->
                        assertThat(ERP.read("out/" + name).lines().skip(1)).hasSizeBetween(1, BATCH_SIZE));
    }

    @Test
    void leavesOutWhatWasCancelledBefore() {
        var before = newOrder();
        var never = newOrder();

        tell("order.confirmed", before);
        tell("order.cancelled", before);
        tell("order.cancelled", never);
        tell("order.confirmed", never);

        await().atMost(PATIENCE)
                .until(() -> number("SELECT count(*) FROM integration.erp_orders WHERE cancelled_at IS NOT NULL"
                                + " AND order_id IN (" + before + "," + never + ")")
                        == 2);
        exported();
        exported();
        assertThat(linesOf(never)).isEmpty();
        // a file may have been made between the two events; then it is told
        assertThat(linesOf(before)).hasSameSizeAs(fileOf(before).isEmpty() ? List.of() : List.of(1));
    }

    @Test
    void setsAsideWhatItCannotUse() {
        var order = newOrder();

        send(order, "no JSON at all");
        var unwritable = newOrder();
        send(unwritable, event(UUID.randomUUID().toString(), "order.confirmed", unwritable, "Cu\\u0000p"));

        exported();
        var letters = new TopicReader(LocalKafka.shared().bootstrapServers())
                .await(TOPIC + "-erp-dlq", Set.of(Long.toString(order), Long.toString(unwritable)), 2);
        assertThat(letters)
                .extracting(letter -> TopicReader.header(letter, "dlq.reason"))
                .anySatisfy(reason -> assertThat(reason).contains("no JSON"));
    }

    @Test
    void waitsForAServerThatIsAway() {
        ERP.goAway();
        var order = newOrder();
        tell("order.confirmed", order);
        await().atMost(PATIENCE).until(() -> failure(order).contains("refused"));

        ERP.comeBack();
        tryNow();

        awaitExported(order);
    }

    @Test
    void beginsAFileAgainThatBrokeOff() {
        breaks(PlayedErp.Failing.BREAK_OFF);
    }

    @Test
    void beginsAFileAgainForWhichThereWasNoRoom() {
        breaks(PlayedErp.Failing.NO_ROOM);
    }

    private void breaks(PlayedErp.Failing how) {
        ERP.failing(how);
        var order = newOrder();
        // longer than what is written at a time
        var event = event(UUID.randomUUID().toString(), "order.confirmed", order, "Cup ".repeat(30_000));
        send(order, event);
        await().atMost(PATIENCE).until(() -> !failure(order).isEmpty());
        assertThat(linesOf(order)).isEmpty();

        ERP.failing(PlayedErp.Failing.NOTHING);
        tryNow();

        awaitExported(order);
        assertThat(linesOf(order).getFirst()).hasSizeGreaterThan(120_000).endsWith(",EUR");
        assertThat(ERP.names("out")).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void neverOverwritesAnotherFileOfTheNameAndHoldsUpNobody() {
        ERP.goAway();
        var order = newOrder();
        tell("order.confirmed", order);
        await().atMost(PATIENCE).until(() -> !failure(order).isEmpty());
        var name = fileOf(order);
        ERP.put("out/" + name, "somebody else's\n");
        ERP.comeBack();
        tryNow();

        await().atMost(PATIENCE).until(() -> failure(order).contains("another file of this name"));
        exported();
        assertThat(ERP.read("out/" + name)).isEqualTo("somebody else's\n");

        ERP.delete("out/" + name);
        tryNow();
        awaitExported(order);
    }

    @Test
    void findsAFileDoneThatIsThere() {
        ERP.goAway();
        var order = newOrder();
        tell("order.confirmed", order);
        await().atMost(PATIENCE).until(() -> !failure(order).isEmpty());
        // as if the instance had died after the last byte, and before it could tell
        ERP.put(
                "out/" + fileOf(order),
                text("SELECT content FROM integration.erp_files WHERE name = '" + fileOf(order) + "'"));
        ERP.comeBack();
        execute("UPDATE integration.erp_files SET state = 'uploading', due_at = now() WHERE name = '" + fileOf(order)
                + "'");

        awaitExported(order);
        assertThat(linesOf(order)).hasSize(1);
    }

    @Test
    void speaksToNoServerThatItDoesNotKnow() {
        ERP.comeBackAs(ERP.anotherKey());
        var order = newOrder();
        tell("order.confirmed", order);

        await().atMost(PATIENCE)
                .until(() -> failure(order).toLowerCase(java.util.Locale.ROOT).contains("key"));
        assertThat(linesOf(order)).isEmpty();
        ERP.comeBack();
        tryNow();
        awaitExported(order);
    }

    @Test
    void tellsForHowLongSomethingIsMissing() {
        exported();

        await().atMost(PATIENCE)
                .until(() -> number("SELECT count(*) FROM integration.erp_orders WHERE acknowledged_at IS NULL") > 0);
    }

    @Test
    void putsEachOrderInOneFileWithTwoInstances() {
        var settings = new HashMap<String, Object>(variables());
        settings.put("server.port", 0);
        settings.put("management.server.port", 0);
        settings.put("erp.delay", 20);
        try (var second = new SpringApplicationBuilder(IntegrationService.class)
                .properties(settings)
                .run()) {
            assertThat(second.isRunning()).isTrue();
            var orders = new ArrayList<Long>();
            for (var i = 0; i < 60; i++) {
                orders.add(newOrder());
                tell("order.confirmed", orders.getLast());
            }

            orders.forEach(ErpExportTest::awaitExported);
            assertThat(orders).allSatisfy(order -> assertThat(linesOf(order)).hasSize(1));
        }
    }

    private static String failure(long order) {
        return text("SELECT coalesce(f.failure, '') FROM integration.erp_orders o"
                + " JOIN integration.erp_files f ON f.id = o.file_id WHERE o.order_id = " + order);
    }
}
