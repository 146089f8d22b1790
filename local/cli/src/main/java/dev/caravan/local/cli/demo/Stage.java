package dev.caravan.local.cli.demo;

import dev.caravan.local.cli.http.FeedBucket;
import dev.caravan.local.cli.http.Gateway;
import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.part.PartSpec;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.token.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * What every act plays with.
 *
 * @param platform the platform
 * @param supervisor what kills and starts parts
 * @param gateway the gateway
 * @param bucket the bucket of feeds
 * @param tokens tokens
 * @param random chance; the same in each demo
 * @param story where it is told
 */
record Stage(
        Platform platform,
        Supervisor supervisor,
        Gateway gateway,
        FeedBucket bucket,
        Tokens tokens,
        Random random,
        Story story)
        implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(250);

    /** The acts' events are of the past: later ones end their minutes, and no pause in which a part is killed or the machine is slow. */
    private static final Map<String, String> PATIENT = Map.of("QUIET_TOPIC_AFTER_MS", "60000");

    /** The parts of the platform, as the acts need them. */
    static List<PartSpec> parts() {
        return LocalParts.parts().stream()
                .map(part -> part.name().equals("flink") ? part.with(PATIENT) : part)
                .toList();
    }

    static Stage of(Platform platform, Supervisor supervisor, Story story) {
        return new Stage(
                platform,
                supervisor,
                new Gateway(platform.ports().url(Ports.Name.GATEWAY)),
                new FeedBucket(platform),
                new Tokens(platform),
                new Random(20_240_101),
                story);
    }

    /** Waits until something holds, or for as long as patience lasts; tells which. */
    boolean await(Duration patience, BooleanSupplier condition) {
        var end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure("Interrupted.", e);
            }
        }
        return true;
    }

    @Override
    public void close() {
        gateway.close();
        bucket.close();
    }
}
