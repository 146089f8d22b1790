package dev.caravan.local.cli.cluster;

import dev.caravan.local.cli.cluster.Reachability.End;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The connections that the architecture draws, and whether the network policies allow exactly those. */
final class Arrows {

    private static final List<String> SERVICES =
            List.of("product-catalog", "customer-service", "order-service", "activity-service", "integration-service");

    private static final Set<String> DATABASE =
            Set.of("product-catalog", "customer-service", "order-service", "integration-service", "database-roles");

    private static final Set<String> KAFKA = Set.of(
            "product-catalog",
            "customer-service",
            "order-service",
            "activity-service",
            "integration-service",
            "topics");

    /** What is drawn besides where an overlay names a component. */
    private static final Map<String, Set<String>> OPTIONAL = Map.of(
            "erp-export", Set.of("integration-service -> internet:ssh", "integration-service -> order-service:http"));

    private static final String POD_ADDRESS = "10.0.9.9";

    private Arrows() {}

    /**
     * What is allowed and should not be, or should be and is not.
     *
     * @param components that the overlay names
     */
    static List<String> findings(List<Manifest> manifests, Set<String> components) {
        var policies = manifests.stream()
                .filter(manifest -> manifest.kind().equals("NetworkPolicy"))
                .toList();
        var ends = ends(manifests);
        var allowed = new Reachability(policies).allowed(ends);
        var expected = expected(components);
        var findings = new ArrayList<String>();
        for (var connection : allowed) {
            if (!expected.contains(connection)) {
                findings.add("The network policies allow " + connection + ", which the architecture does not draw.");
            }
        }
        for (var connection : expected) {
            if (!allowed.contains(connection)) {
                findings.add("The network policies deny " + connection + ", which the architecture draws.");
            }
        }
        return findings;
    }

    /** How many connections are tried. */
    static int tried(List<Manifest> manifests) {
        var ends = ends(manifests);
        var all = ends.stream().mapToInt(end -> end.ports().size()).sum();
        return ends.stream().mapToInt(end -> all - end.ports().size()).sum();
    }

    private static Set<String> expected(Set<String> components) {
        var expected = new TreeSet<String>();
        // The world comes by the load balancer, which also asks whether a pod is ready.
        expected.add("load-balancer -> api-gateway:http");
        expected.add("load-balancer -> api-gateway:management");
        expected.add("api-gateway -> pod-identity:agent");
        expected.add("integration-service -> pod-identity:agent");
        expected.add("integration-service -> product-catalog:http");
        for (var service : SERVICES) {
            expected.add("api-gateway -> " + service + ":http");
        }
        var pods = new ArrayList<>(SERVICES);
        pods.add("api-gateway");
        for (var pod : pods) {
            expected.add("prometheus -> " + pod + ":management");
            expected.add(pod + " -> internet:https"); // the issuer's keys; DynamoDB, S3
        }
        expected.add("integration-service -> customer-service:http");
        expected.add("integration-service -> internet:mail");
        DATABASE.forEach(pod -> expected.add(pod + " -> vpc:postgres"));
        KAFKA.forEach(pod -> expected.add(pod + " -> vpc:kafka"));
        pods.addAll(List.of("database-roles", "topics", "stranger"));
        pods.forEach(pod -> expected.add(pod + " -> dns:dns"));
        components.forEach(component -> expected.addAll(OPTIONAL.getOrDefault(component, Set.of())));
        return expected;
    }

    private static List<End> ends(List<Manifest> manifests) {
        var ends = new ArrayList<End>();
        var ours = Map.of("kubernetes.io/metadata.name", Manifest.NAMESPACE);
        for (var manifest : manifests) {
            if (manifest.isWorkload()) {
                var ports = new HashMap<String, Integer>();
                for (var port : manifest.at("/spec/template/spec/containers/0/ports")) {
                    ports.put(
                            port.path("name").asText(),
                            port.path("containerPort").asInt());
                }
                ends.add(new End(manifest.name(), ours, manifest.podLabels(), POD_ADDRESS, ports, true));
            }
        }
        ends.add(new End("stranger", ours, Map.of(), POD_ADDRESS, Map.of("any", 8080), true));
        ends.add(inside(
                "prometheus", "monitoring", Map.of("app.kubernetes.io/name", "prometheus"), Map.of("web", 9090)));
        ends.add(inside("grafana", "monitoring", Map.of("app.kubernetes.io/name", "grafana"), Map.of("web", 3000)));
        ends.add(inside("dns", "kube-system", Map.of("k8s-app", "kube-dns"), Map.of("dns", 53, "other", 8080)));
        ends.add(inside("neighbour", "default", Map.of(), Map.of("any", 8080)));
        ends.add(outside("internet", "203.0.113.7", Map.of("https", 443, "mail", 587, "smtp", 25, "ssh", 22)));
        ends.add(outside("load-balancer", "10.0.129.5", Map.of("https", 443)));
        ends.add(outside("vpc", "10.0.7.7", Map.of("https", 443, "postgres", 5432, "kafka", 9096, "ssh", 22)));
        ends.add(outside("pod-identity", "169.254.170.23", Map.of("agent", 80)));
        ends.add(outside("instance-metadata", "169.254.169.254", Map.of("metadata", 80, "https", 443)));
        ends.add(outside("neighbouring-network", "192.168.1.1", Map.of("https", 443)));
        return ends;
    }

    private static End inside(String name, String namespace, Map<String, String> labels, Map<String, Integer> ports) {
        return new End(name, Map.of("kubernetes.io/metadata.name", namespace), labels, POD_ADDRESS, ports, false);
    }

    private static End outside(String name, String address, Map<String, Integer> ports) {
        return new End(name, null, Map.of(), address, ports, false);
    }
}
