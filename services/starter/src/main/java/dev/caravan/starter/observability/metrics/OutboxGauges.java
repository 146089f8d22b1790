package dev.caravan.starter.observability.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many events wait in the service's outbox table ({@code outbox_pending}, counted to {@value #MOST} at most) and
 * for how long the oldest of them does ({@code outbox_oldest_age_seconds}). Unknown while the database is away.
 */
final class OutboxGauges implements MetricSampler.Sample {
    /** Beyond this many it does not matter how many there are, and counting them would cost. */
    static final int MOST = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(OutboxGauges.class);
    private static final String STATEMENT = statement("/sql/shared/outbox-waiting.sql");
    private static final int SECONDS = 5;

    private final DataSource database;
    private volatile double pending = Double.NaN;
    private volatile double oldestAge = Double.NaN;

    OutboxGauges(DataSource database, MeterRegistry registry) {
        this.database = database;
        Gauge.builder("outbox.pending", () -> pending)
                .description("Events that wait to be sent to Kafka, up to " + MOST)
                .register(registry);
        Gauge.builder("outbox.oldest.age", () -> oldestAge)
                .description("How long the oldest event waits to be sent to Kafka; 0 when none waits")
                .baseUnit("seconds")
                .register(registry);
    }

    @Override
    public void refresh() {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.setQueryTimeout(SECONDS);
            try (var row = statement.executeQuery(STATEMENT)) {
                if (row.next()) {
                    pending = row.getDouble(1);
                    oldestAge = row.getDouble(2);
                }
            }
        } catch (SQLException e) {
            if (!Double.isNaN(pending)) {
                LOG.warn("The outbox cannot be looked at until the database is back: {}", e.toString());
            }
            pending = Double.NaN;
            oldestAge = Double.NaN;
        }
    }

    private static String statement(String resource) {
        try (var file = Objects.requireNonNull(OutboxGauges.class.getResourceAsStream(resource), resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
