package dev.caravan.local.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.cluster.Reachability.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Where pods may connect to: the way to the internet is a way to nothing else, and only those have it that must. */
final class EgressRules {

    /** Addresses that are not of the internet, each with one that stands for it: networks, carriers, the machine itself. */
    private static final Map<String, String> INSIDE = Map.of(
            "10.0.0.0/8", "10.1.2.3",
            "100.64.0.0/10", "100.64.0.1",
            "127.0.0.0/8", "127.0.0.1",
            "169.254.0.0/16", "169.254.169.254",
            "172.16.0.0/12", "172.20.0.1",
            "192.168.0.0/16", "192.168.1.1");

    private static final String PUBLIC = "203.0.113.7";
    private static final End INTERNET = new End("internet", null, Map.of(), PUBLIC, Map.of("https", 443), false);
    private static final End METADATA =
            new End("metadata", null, Map.of(), "169.254.169.254", Map.of("http", 80), false);

    private static final String NOBODY = "";

    /** The pods of each add-on that must reach the internet, by their label {@code app.kubernetes.io/name}. */
    private static final Map<String, String> OUTGOING = Map.of(
            "aws-load-balancer-controller", "aws-load-balancer-controller",
            "external-secrets", "external-secrets",
            "fluent-bit", "fluent-bit",
            "kube-prometheus-stack", "alertmanager",
            "metrics-server", NOBODY);

    /** Policies that are for something else than HTTPS, and its port. */
    private static final Map<String, String> OTHER_PORTS = Map.of("mails", "587", "erp", "22");

    private EgressRules() {}

    /** One sentence for each policy that opens more than the internet's port 443, or the inside without saying so. */
    static List<String> findings(List<Manifest> manifests) {
        var findings = new ArrayList<String>();
        for (var manifest : manifests) {
            if (manifest.kind().equals("NetworkPolicy")) {
                manifest.at("/spec/egress").forEach(rule -> rule(manifest, rule, findings));
            }
        }
        return findings;
    }

    private static void rule(Manifest policy, JsonNode rule, List<String> findings) {
        if (rule.path("to").isEmpty()) {
            findings.add(policy.id() + " lets pods connect to everything: it names no peer.");
        }
        for (var peer : rule.path("to")) {
            var cidr = peer.at("/ipBlock/cidr").asText();
            if (cidr.isEmpty() || !Reachability.contains(cidr, PUBLIC)) {
                continue;
            }
            var except = Manifest.texts(peer.at("/ipBlock/except"));
            INSIDE.forEach((range, address) -> {
                if (Reachability.contains(cidr, address)
                        && except.stream().noneMatch(excepted -> Reachability.contains(excepted, address))) {
                    findings.add(policy.id() + " lets pods reach " + range + " by the way to the internet: except it.");
                }
            });
            var ports = rule.path("ports").findValuesAsText("port");
            var expected = OTHER_PORTS.getOrDefault(policy.name(), "443");
            if (!ports.equals(List.of(expected))) {
                findings.add(policy.id() + " lets pods reach the internet at ports " + ports + ", not at " + expected
                        + " alone.");
            }
        }
    }

    /** What is wrong with the policies of the add-ons, each of which is a directory of {@code argocd/addons}. */
    static List<String> ofAddons(Path root, Kubectl kubectl) throws IOException, InterruptedException {
        var findings = new ArrayList<String>();
        try (var directories = Files.list(root.resolve("argocd/addons"))) {
            for (var directory : directories.sorted().toList()) {
                var addon = Manifest.ofYaml(Files.readString(directory.resolve("addon.yaml")))
                        .getFirst();
                findings.addAll(ofAddon(
                        String.valueOf(directory.getFileName()),
                        addon.at("/namespace").asText(),
                        kubectl.render(directory.resolve("manifests"))));
            }
        }
        return findings;
    }

    /**
     * The same of one add-on.
     *
     * @param namespace where it runs; of those in {@code kube-system} only their own pods are held, EKS sees to the others
     * @param manifests what is applied beside its chart
     */
    static List<String> ofAddon(String addon, String namespace, List<Manifest> manifests) {
        var findings = new ArrayList<>(findings(manifests));
        var policies = manifests.stream()
                .filter(manifest -> manifest.kind().equals("NetworkPolicy"))
                .toList();
        for (var policy : policies) {
            if (!policy.at("/metadata/namespace").asText().equals(namespace)) {
                findings.add(policy.id() + " is not in the namespace " + namespace + ".");
            }
        }
        var outgoing = OUTGOING.get(addon);
        if (outgoing == null) {
            findings.add("Which pods of " + addon + " have business in the internet is not said.");
            return findings;
        }
        var reachability = new Reachability(policies);
        var names = new TreeSet<>(List.of(outgoing, namespace.equals("kube-system") ? addon : "any other"));
        names.remove(NOBODY);
        for (var name : names) {
            var labels = Map.of("app.kubernetes.io/name", name);
            var pod =
                    new End(name, Map.of("kubernetes.io/metadata.name", namespace), labels, "10.0.9.9", Map.of(), true);
            var reached = reachability.allowed(List.of(pod, INTERNET, METADATA));
            var expected = name.equals(outgoing) ? Set.of(name + " -> internet:https") : Set.of();
            if (!reached.equals(expected)) {
                findings.add(addon + ": its pods of the name " + name + " connect to " + reached + ", not to "
                        + expected + ".");
            }
        }
        return findings;
    }
}
