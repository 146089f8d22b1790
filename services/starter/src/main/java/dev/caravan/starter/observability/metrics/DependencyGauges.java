package dev.caravan.starter.observability.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/** {@code dependency_up}: 1 while what the service depends on is there, 0 while it is away. */
final class DependencyGauges implements MetricSampler.Sample {
    /** Health of the process itself. */
    private static final Set<String> OWN = Set.of(
            "ping",
            "diskSpace",
            "livenessState",
            "readinessState",
            "ssl",
            "camelHealth",
            "camel",
            "camelLivenessState",
            "camelReadinessState");

    private static final Map<String, String> NAMES = Map.of("db", "postgresql", "broker", "kafka");

    private final HealthContributorRegistry health;
    private final MeterRegistry registry;
    private final Map<String, Double> up = new ConcurrentHashMap<>();

    DependencyGauges(HealthContributorRegistry health, MeterRegistry registry) {
        this.health = health;
        this.registry = registry;
    }

    @Override
    public void refresh() {
        for (var named : health) {
            if (!OWN.contains(named.getName()) && named.getContributor() instanceof HealthIndicator indicator) {
                var name = NAMES.getOrDefault(named.getName(), named.getName());
                if (up.put(name, isUp(indicator) ? 1.0 : 0.0) == null) {
                    Gauge.builder("dependency.up", () -> up.getOrDefault(name, Double.NaN))
                            .description("1 while it can be reached, 0 while it is away")
                            .tag("dependency", name)
                            .register(registry);
                }
            }
        }
    }

    private static boolean isUp(HealthIndicator indicator) {
        var seen = indicator.getHealth(false);
        return seen != null && seen.getStatus().equals(Status.UP);
    }
}
