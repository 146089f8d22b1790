package dev.caravan.local.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What the application {@code observability} has brought into the cluster.
 *
 * @param kubectl the client for its API
 */
record ObservabilityCheck(Kubectl kubectl) {

    /** Rules, boards and the routes of alerts are in the API server, and alerts go to the topic of the environment. */
    List<String> showsWhatIsSeen(Path root) throws IOException, InterruptedException {
        var findings = new ArrayList<String>();
        var rules = new TreeSet<String>();
        for (var rule : Manifest.ofList(kubectl.get("prometheusrules", "--namespace=" + Manifest.NAMESPACE))) {
            rule.at("/spec/groups").findValuesAsText("alert").forEach(rules::add);
        }
        try (var pages = Files.list(root.resolve("docs/runbooks"))) {
            for (var page : pages.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList()) {
                var alert = page.replaceFirst("\\.md$", "");
                if (!alert.equals("README") && !rules.contains(alert)) {
                    findings.add(
                            "The alert " + alert + ", which has a runbook, is in no PrometheusRule of the cluster.");
                }
            }
        }
        var boards = kubectl.get("configmaps", "--namespace=" + Manifest.NAMESPACE, "--selector=grafana_dashboard=1")
                .path("items");
        if (boards.size() < 5) {
            findings.add("Grafana's sidecar finds " + boards.size() + " boards, not 5.");
        }
        var routes = kubectl.get("alertmanagerconfig", "caravan", "--namespace=" + Manifest.NAMESPACE);
        for (var receiver : routes.at("/spec/receivers")) {
            var topic = receiver.at("/snsConfigs/0/topicARN").asText();
            if (!topic.equals(ClusterSecret.ANNOTATIONS.get("alarm_topic_arn"))) {
                findings.add("The receiver " + receiver.path("name").asText() + " tells " + topic
                        + ", not the topic of the environment.");
            }
        }
        for (var scraped : List.of("window-job", "kafka", "kafka-machines")) {
            var target = kubectl.get("scrapeconfig", scraped, "--namespace=" + Manifest.NAMESPACE)
                    .at("/spec/staticConfigs/0/targets/0")
                    .asText();
            if (target.contains("invalid")) {
                findings.add("ScrapeConfig/" + scraped + " reads " + target + ", not what Terraform found.");
            }
        }
        return findings;
    }
}
