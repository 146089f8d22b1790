package dev.caravan.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.part.Cable;
import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.LocalMail;
import dev.caravan.local.testing.LocalPostgres;
import dev.caravan.local.testing.LocalS3;
import dev.caravan.local.testing.LocalSftp;
import dev.caravan.local.testing.RestartablePart;
import dev.caravan.testing.client.ServiceClient;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the integration service speaks to is killed while customers order, each in turn, and so is the service in the midst of an
 * upload: afterwards the effects are counted against the orders.
 */
class KilledCounterpartsTest {
    private static final int ORDERS_BETWEEN = 6;
    private static final int LARGE_PRODUCTS = 60;
    /** So long for some KB: nothing is done before somebody has seen that it is under way. */
    private static final Duration SLOWLY = Duration.ofMillis(30);
    /** A partition of a killed consumer waits for ten seconds; a delivery that was claimed, or a try at what is away, for a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /**
     * The service twice, the database and the mail server: at each of these kills each consumer may have sent a mail that is not
     * written down.
     */
    private static final int MAILS_DOUBLED = 4 * Shop.PARTITIONS;

    private final ServiceClient shop = new ServiceClient(
            Shop.running().gateway().port(),
            LocalIssuer.shared().token("shop", null, "catalog:write", "orders:admin", "webhooks:admin"));
    private final LocalSftp sftp = LocalSftp.started();
    private final ErpFiles erp = new ErpFiles(sftp.files());
    private final Cable cableToErp = Cable.lay(0, sftp.port());
    private final Cable cableToBucket = Cable.lay(0, LocalS3.shared().endpoint().getPort());
    private final ReceiverProcess receiver = new ReceiverProcess();
    private final MarketplaceReader marketplace = new MarketplaceReader();
    private final Effects effects = new Effects(erp, receiver);
    private final long webhook = create(
            "/webhooks",
            "{\"url\":\"%s\",\"event_types\":[\"order.placed\",\"order.confirmed\"]}".formatted(receiver.url()));
    private ServiceProcess service = Shop.running().anotherIntegration(settings());

    KilledCounterpartsTest() throws IOException {}

    @AfterEach
    void end() throws IOException {
        shop.send("DELETE", "/webhooks/" + webhook, "", "If-Match", "*");
        service.process().destroyForcibly().onExit().join();
        marketplace.close();
        receiver.close();
        cableToBucket.close();
        cableToErp.close();
        sftp.close();
    }

    @Test
    void eachOrderHasEachEffect() throws IOException {
        var setAside = Shop.running().deadLetters();
        createLargeProducts();
        var buyers = new Buyers(create("/products", product("Cup", "White porcelain, 80 ml.")));
        try (buyers) {
            buyers.awaitMore(ORDERS_BETWEEN);
            killCounterparts(buyers);
            killService(buyers);
        }
        var orders = buyers.confirmed();
        var lastProduct = create("/products", product("Saucer", "The last that is new."));
        var mails = orders.stream()
                .map(order -> "Your order " + order + " is confirmed")
                .toList();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(erp.orders()).containsAll(orders);
            assertThat(effects.told("order.placed")).containsAll(orders);
            assertThat(effects.told("order.confirmed")).containsAll(orders);
            assertThat(mails(buyers.address())).containsAll(mails);
            assertThat(marketplace.lines()).anyMatch(line -> line.startsWith(lastProduct + "\t"));
            assertThat(marketplace.isManifestOfTheFile()).isTrue();
            assertThat(erp.isUploadUnderWay()).isFalse();
        });

        assertThat(erp.orders()).doesNotHaveDuplicates();
        assertThat(effects.eventsWithSeveralIds()).isEmpty();
        assertThat(mails(buyers.address())).hasSizeLessThanOrEqualTo(orders.size() + MAILS_DOUBLED);
        assertThat(marketplace.broken()).isEmpty();
        assertThat(marketplace.whole()).isPositive();
        assertThat(Shop.running().deadLetters()).isEqualTo(setAside);
    }

    /** Each is away for a while; without the database nobody can order. */
    private void killCounterparts(Buyers buyers) {
        for (RestartablePart part : List.of(LocalKafka.shared(), sftp, LocalS3.shared(), LocalMail.shared())) {
            part.kill();
            buyers.awaitMore(ORDERS_BETWEEN);
            part.start();
            awaitWorkingAgain(buyers);
        }
        LocalPostgres.shared().kill();
        LocalPostgres.shared().start();
        awaitWorkingAgain(buyers);
        receiver.kill();
        buyers.awaitMore(ORDERS_BETWEEN);
        receiver.start();
        awaitWorkingAgain(buyers);
    }

    private void killService(Buyers buyers) throws IOException {
        killInMidUpload(cableToErp, erp::isUploadUnderWay);
        awaitWorkingAgain(buyers);
        var inTheMidst = cableToBucket.passed() + marketplace.size() / 2;
        killInMidUpload(cableToBucket, () -> cableToBucket.passed() > inTheMidst);
        awaitWorkingAgain(buyers);
    }

    /** Something that was ordered after the outage is seen to: no route has stopped for good. */
    private void awaitWorkingAgain(Buyers buyers) {
        var order = buyers.awaitMore(ORDERS_BETWEEN);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(erp.orders()).contains(order);
            assertThat(effects.told("order.confirmed")).contains(order);
        });
    }

    private void killInMidUpload(Cable cable, Callable<Boolean> isUnderWay) {
        cable.delay(SLOWLY);
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(isUnderWay);
        cable.cut();
        service.process().destroyForcibly().onExit().join();
        await("the upload is still in its midst").until(isUnderWay);
        cable.delay(Duration.ZERO);
        cable.mend();
        service = Shop.running().anotherIntegration(settings());
        endClaims();
    }

    /** As if ten minutes were over, in which nothing was heard of who was killed. */
    private static void endClaims() {
        Shop.running().change("UPDATE integration.erp_files SET due_at = now() WHERE state <> 'uploaded'");
        Shop.running().change("UPDATE integration.marketplace_feed SET free_at = now()");
    }

    private Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        settings.putAll(Map.of(
                "ERP_SFTP_HOST",
                "localhost",
                "ERP_SFTP_PORT",
                String.valueOf(cableToErp.port()),
                "ERP_SFTP_USER",
                LocalSftp.USER,
                "ERP_SFTP_PASSWORD",
                sftp.password(),
                "ERP_SFTP_HOST_KEY",
                sftp.hostKey(),
                "ERP_BATCH_INTERVAL",
                "1s"));
        settings.putAll(Map.of(
                "AWS_ENDPOINT_URL_S3", "http://localhost:" + cableToBucket.port(),
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "MARKETPLACE_BUCKET", MarketplaceReader.BUCKET,
                "MARKETPLACE_LINK", "https://shop.example/products/{id}",
                "MARKETPLACE_IMAGE_LINK", "https://shop.example/products/{id}.jpg",
                "MARKETPLACE_INTERVAL", "1s",
                "MARKETPLACE_DELAY", "500"));
        return settings;
    }

    private static List<String> mails(String address) {
        return LocalMail.shared().mailsTo(address).stream()
                .map(mail -> mail.path("subject").asText())
                .toList();
    }

    /** Text that hardly becomes shorter, so that an upload takes its time. */
    private void createLargeProducts() {
        var random = new Random(7);
        for (var i = 0; i < LARGE_PRODUCTS; i++) {
            var text = new StringBuilder();
            random.ints(4_500, 'A', 'Z').forEach(letter -> text.append((char) letter));
            create("/products", product("Book " + i, text.toString()));
        }
    }

    private static String product(String name, String description) {
        return "{\"name\":\"%s\",\"description\":\"%s\",\"price\":1.00,\"stock_quantity\":100000}"
                .formatted(name, description);
    }

    private long create(String path, String body) {
        var response = shop.send("POST", path, body, "Content-Type", "application/json");
        assertThat(response.status()).as(response.text()).isEqualTo(201);
        return response.id();
    }
}
