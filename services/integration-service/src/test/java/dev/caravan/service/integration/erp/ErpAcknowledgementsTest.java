package dev.caravan.service.integration.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErpAcknowledgementsTest extends ErpExportTest {
    private static final String HEADER = "order_id,status,tracking_number\r\n";
    private static final AtomicInteger FILES = new AtomicInteger();

    @Test
    void shipsAnOrderWithItsTrackingNumber() {
        var order = exported();

        var name = drop(order + ",SHIPPED,\"A, 1\"\r\n");

        await().atMost(PATIENCE).until(() -> isIn(".done", name));
        assertThat(ORDERS.status(order)).isEqualTo("SHIPPED");
        var change = ORDERS.changes(order).getFirst();
        assertThat(change.body()).hasToString("{\"status\":\"SHIPPED\",\"tracking_number\":\"A, 1\"}");
        assertThat(change.ifMatch()).isEqualTo("*");
        assertThat(change.authorization()).startsWith("Bearer ");
        assertThat(acknowledged(order)).isEqualTo("SHIPPED");
        assertThat(ERP.names("in")).noneMatch(left -> left.contains(name));
    }

    @Test
    void shipsWithoutATrackingNumber() {
        var order = exported();

        var name = drop(order + ",SHIPPED,\r\n");

        await().atMost(PATIENCE).until(() -> isIn(".done", name));
        assertThat(ORDERS.changes(order).getFirst().body()).hasToString("{\"status\":\"SHIPPED\"}");
    }

    @Test
    void onlyMarksWhatWasReceived() {
        var order = exported();

        var name = drop("\uFEFF", order + ",RECEIVED,\r\n");

        await().atMost(PATIENCE).until(() -> isIn(".done", name));
        assertThat(acknowledged(order)).isEqualTo("RECEIVED");
        assertThat(ORDERS.changes(order)).isEmpty();
    }

    @Test
    void usesTheGoodLinesOfAFileAndSaysWhatIsWrongWithTheOthers() {
        var good = exported();
        var delivered = exported();
        ORDERS.put(delivered, "CANCELLED");
        var alsoGood = exported();

        var name = drop(good + ",SHIPPED,A1\r\n"
                + "99999999,SHIPPED,A2\r\n"
                + delivered + ",SHIPPED,A3\r\n"
                + "=1+1,SHIPPED,A4\r\n"
                + good + ",LOST,\r\n"
                + good + ",RECEIVED,A5\r\n"
                + good + ",SHIPPED\r\n"
                + good + ",SHIPPED,\"a\nb\"\r\n"
                + good + ",SHIPPED," + "9".repeat(101) + "\r\n"
                + alsoGood + ",SHIPPED,A6\r\n");

        await().atMost(PATIENCE).until(() -> isIn(".failed", name));
        assertThat(report(name))
                .containsExactly(
                        "line,order_id,problem",
                        "3,99999999,the order is in no file that was sent",
                        "4," + delivered + ",the order is CANCELLED and cannot be shipped",
                        "5,'=1+1,order_id must be the number of an order",
                        "6," + good + ",status must be RECEIVED or SHIPPED",
                        "7," + good + ",tracking_number goes with SHIPPED only",
                        "8," + good + ",\"has 2 fields, and not 3\"",
                        "10," + good + ",tracking_number must be characters that can be seen",
                        "11," + good + ",tracking_number must have at most 100 characters");
        assertThat(List.of(ORDERS.status(good), ORDERS.status(alsoGood))).containsOnly("SHIPPED");
        assertThat(ORDERS.changes(99_999_999)).isEmpty();
    }

    @Test
    void doesNothingTwiceForAFileThatComesTwice() {
        var order = exported();
        var name = drop(order + ",SHIPPED,A1\r\n");
        await().atMost(PATIENCE).until(() -> isIn(".done", name));
        ORDERS.put(order, "DELIVERED");

        ERP.put("in/" + name, HEADER + order + ",SHIPPED,A1\r\n");

        await().atMost(PATIENCE).until(() -> !ERP.names("in").contains(name));
        assertThat(isIn(".done", name)).isTrue();
        assertThat(ORDERS.changes(order)).hasSize(1);
    }

    @Test
    void findsALineDoneThatStandsInAnotherFileToo() {
        var order = exported();
        var first = drop(order + ",SHIPPED,A1\r\n");
        await().atMost(PATIENCE).until(() -> isIn(".done", first));

        var second = drop(order + ",SHIPPED,A1\r\n");
        var other = drop(order + ",SHIPPED,B2\r\n");

        await().atMost(PATIENCE).until(() -> isIn(".done", second) && isIn(".failed", other));
        assertThat(report(other).getLast()).contains("shipped already, and not with this tracking number");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | the file is empty",
                "no CSV at all | the first line must be order_id",
                "order_id;status;tracking_number | the first line must be order_id",
            })
    void refusesAFileThatIsNone(String content, String problem) {
        var name = newName();

        ERP.put("in/" + name, content);

        await().atMost(PATIENCE).until(() -> isIn(".failed", name));
        assertThat(report(name).getLast()).contains(problem);
    }

    @Test
    void refusesWhatIsTooLargeWithoutReadingIt() {
        var name = newName();

        ERP.put("in/" + name, new byte[100_000_000]);

        await().atMost(PATIENCE).until(() -> isIn(".failed", name));
        assertThat(report(name).getLast()).contains("more than 100000 bytes");
    }

    @Test
    void refusesWhatIsNoText() {
        var name = newName();

        ERP.put("in/" + name, (HEADER + "1,SHIPPED,\u00e4").getBytes(StandardCharsets.ISO_8859_1));

        await().atMost(PATIENCE).until(() -> isIn(".failed", name));
        assertThat(report(name).getLast()).contains("not UTF-8");
    }

    @Test
    void usesTheLinesBeforeAQuoteThatNeverEnds() {
        var order = exported();

        var name = drop(order + ",SHIPPED,A1\r\n" + order + ",SHIPPED,\"A");

        await().atMost(PATIENCE).until(() -> isIn(".failed", name));
        assertThat(ORDERS.status(order)).isEqualTo("SHIPPED");
    }

    @Test
    void keepsAFileUntilTheOrderServiceIsBack() {
        var first = exported();
        var second = exported();
        ORDERS.away(true);
        var name = drop(first + ",RECEIVED,\r\n" + second + ",SHIPPED,A1\r\n");
        await().atMost(PATIENCE).until(() -> acknowledged(first).equals("RECEIVED"));
        assertThat(ERP.names("in")).contains(name);

        ORDERS.away(false);

        await().atMost(PATIENCE).until(() -> isIn(".done", name));
        assertThat(ORDERS.status(second)).isEqualTo("SHIPPED");
    }

    @Test
    void readsWhatWasDroppedWhileItCouldNotLook() {
        var order = exported();
        ERP.goAway();
        var name = drop(order + ",SHIPPED,A1\r\n");
        ERP.comeBack();

        await().atMost(PATIENCE).until(() -> isIn(".done", name));
        assertThat(ORDERS.status(order)).isEqualTo("SHIPPED");
    }

    static String newName() {
        return "ack-" + FILES.incrementAndGet() + ".csv";
    }

    static String drop(String lines) {
        return drop("", lines);
    }

    private static String drop(String before, String lines) {
        var name = newName();
        ERP.put("in/" + name, before + HEADER + lines);
        return name;
    }

    static boolean isIn(String directory, String name) {
        return ERP.names("in/" + directory).stream()
                .anyMatch(moved -> moved.matches(name.replace(".csv", "\\.[0-9a-f]{8}\\.csv")));
    }

    private static List<String> report(String name) {
        var report = ERP.names("in/.failed").stream()
                .filter(file -> file.matches(name.replace(".csv", "\\.[0-9a-f]{8}\\.report\\.csv")))
                .findFirst()
                .orElseThrow();
        return ERP.read("in/.failed/" + report).lines().toList();
    }

    private static String acknowledged(long order) {
        return text("SELECT acknowledged_as FROM integration.erp_orders WHERE order_id = " + order);
    }
}
