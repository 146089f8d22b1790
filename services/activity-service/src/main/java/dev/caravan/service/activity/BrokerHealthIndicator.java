package dev.caravan.service.activity;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.config.SaslConfigs;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Ready is who can store events: says whether the broker answers. */
@Component("broker")
final class BrokerHealthIndicator implements HealthIndicator, DisposableBean {
    private static final int TIMEOUT_MILLIS = 1000;

    private final Admin admin;

    /** Asks as the producer does: at the same brokers, with the same login. */
    BrokerHealthIndicator(
            @Value("${camel.component.kafka.brokers}") String brokers,
            @Value("${camel.component.kafka.security-protocol}") String protocol,
            @Value("${camel.component.kafka.sasl-mechanism}") String mechanism,
            @Value("${camel.component.kafka.sasl-jaas-config}") String login) {
        var configuration = new HashMap<String, Object>(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                AdminClientConfig.SECURITY_PROTOCOL_CONFIG, protocol,
                SaslConfigs.SASL_MECHANISM, mechanism));
        if (!login.isEmpty()) {
            configuration.put(SaslConfigs.SASL_JAAS_CONFIG, login);
        }
        admin = Admin.create(configuration);
    }

    @Override
    public Health health() {
        try {
            var nodes = admin.describeCluster(new DescribeClusterOptions().timeoutMs(TIMEOUT_MILLIS))
                    .nodes()
                    .get();
            return Health.up().withDetail("nodes", nodes.size()).build();
        } catch (ExecutionException e) {
            return Health.down(e).build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.down(e).build();
        }
    }

    @Override
    public void destroy() {
        admin.close();
    }
}
