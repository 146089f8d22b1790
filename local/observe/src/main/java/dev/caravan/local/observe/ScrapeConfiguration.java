package dev.caravan.local.observe;

import java.nio.file.Path;

/**
 * What Prometheus is told.
 *
 * @param targets {@code job=host:port}, separated by commas
 * @param rules the directory of rule files
 * @param alertmanager its port
 */
record ScrapeConfiguration(String targets, Path rules, int alertmanager) {

    /** The configuration file. A scrape that is larger than it may be, or slower, fails and is seen to fail. */
    String yaml() {
        var yaml = new StringBuilder("""
                global:
                  scrape_interval: 5s
                  scrape_timeout: 4s
                  evaluation_interval: 5s
                rule_files:
                  - %s/*.yaml
                alerting:
                  alertmanagers:
                    - static_configs:
                        - targets: [localhost:%d]
                scrape_configs:
                """.formatted(rules, alertmanager));
        for (var target : targets.split(",", -1)) {
            var name = target.substring(0, target.indexOf('='));
            var address = target.substring(target.indexOf('=') + 1);
            yaml.append("""
                      - job_name: %s
                        metrics_path: /metrics
                        body_size_limit: 4MB
                        static_configs:
                          - targets: ['%s']
                    """.formatted(name, address));
        }
        return yaml.toString();
    }
}
