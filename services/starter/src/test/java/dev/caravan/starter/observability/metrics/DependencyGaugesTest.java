package dev.caravan.starter.observability.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.DefaultHealthContributorRegistry;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;

final class DependencyGaugesTest {

    @Test
    void tellsOfWhatTheServiceNeedsAndNotOfTheProcessItself() {
        var database = new AtomicReference<>(Health.up().build());
        var contributors = new HashMap<String, HealthContributor>(Map.of("db", (HealthIndicator) database::get));
        for (var own :
                new String[] {"ping", "diskSpace", "livenessState", "camelLivenessState", "camelReadinessState"}) {
            contributors.put(own, (HealthIndicator) () -> {
                throw new AssertionError(own + " was asked");
            });
        }
        var registry = new SimpleMeterRegistry();
        var dependencies = new DependencyGauges(new DefaultHealthContributorRegistry(contributors), registry);

        dependencies.refresh();
        assertThat(registry.getMeters()).hasSize(1);
        assertThat(registry.get("dependency.up")
                        .tag("dependency", "postgresql")
                        .gauge()
                        .value())
                .isEqualTo(1);

        database.set(Health.down().build());
        dependencies.refresh();
        assertThat(registry.get("dependency.up").gauge().value()).isZero();
    }
}
