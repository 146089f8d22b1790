package dev.caravan.local.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What every pod must be: limited, harmless, probed where the service really answers, and gone without a failed request. */
final class PodRules {

    /** How long Spring waits for requests in flight. */
    private static final int DRAIN_SECONDS = 30;

    private final Manifest manifest;
    private final List<String> findings = new ArrayList<>();

    private PodRules(Manifest manifest) {
        this.manifest = manifest;
    }

    static List<String> findings(List<Manifest> manifests, Settings settings) {
        var all = new ArrayList<String>();
        for (var manifest : manifests) {
            if (manifest.isWorkload()) {
                var rules = new PodRules(manifest);
                rules.pod();
                if (manifest.kind().equals("Deployment")) {
                    rules.service(settings);
                }
                all.addAll(rules.findings);
            }
        }
        return all;
    }

    private void pod() {
        var pod = manifest.at("/spec/template/spec");
        need(pod.at("/securityContext/runAsNonRoot").asBoolean(), "may run as root: runAsNonRoot is not true");
        need(
                pod.at("/securityContext/seccompProfile/type").asText().equals("RuntimeDefault"),
                "has no seccomp profile RuntimeDefault");
        need(
                pod.has("automountServiceAccountToken")
                        && !pod.path("automountServiceAccountToken").asBoolean(),
                "mounts a token for the API that it does not need");
        for (var container : pod.path("containers")) {
            container(container);
        }
    }

    private void container(JsonNode container) {
        var name = "container " + container.path("name").asText();
        for (var amount : List.of("requests/cpu", "requests/memory", "limits/cpu", "limits/memory")) {
            need(
                    !container.at("/resources/" + amount).isMissingNode(),
                    name + " has no resources." + amount.replace('/', '.'));
        }
        var security = container.path("securityContext");
        need(
                security.path("readOnlyRootFilesystem").asBoolean(),
                name + " can write its root file system: readOnlyRootFilesystem is not true");
        need(
                security.has("allowPrivilegeEscalation")
                        && !security.path("allowPrivilegeEscalation").asBoolean(),
                name + " may gain privileges: allowPrivilegeEscalation is not false");
        need(
                security.at("/capabilities/drop/0").asText().equals("ALL"),
                name + " keeps capabilities: capabilities.drop is not [ALL]");
        var image = container.path("image").asText();
        need(
                image.contains("/caravan/") || image.contains("@sha256:"),
                name + " runs " + image + ", which is not ours: name its digest");
        need(
                image.matches(".+(:[\\w.-]+)?(@sha256:[0-9a-f]{64})?")
                        && image.matches(".+(:[\\w.-]+|@sha256:.+)")
                        && !image.endsWith(":latest"),
                name + " runs " + image
                        + ", whose content can change: name a tag or a digest; images of the overlay give"
                        + " tags, each to the image of exactly its name");
    }

    private void service(Settings settings) {
        var pod = manifest.at("/spec/template/spec");
        var strategy = manifest.at("/spec/strategy/rollingUpdate");
        need(
                strategy.path("maxUnavailable").asText().equals("0"),
                "takes a pod away before its successor is ready: maxUnavailable is not 0");
        var container = pod.at("/containers/0");
        var sleep = container.at("/lifecycle/preStop/sleep/seconds").asInt();
        need(sleep > 0, "ends while load balancers still send requests: it has no preStop sleep");
        need(
                pod.path("terminationGracePeriodSeconds").asInt() >= sleep + DRAIN_SECONDS,
                "is killed before its requests are answered: terminationGracePeriodSeconds is less than preStop and "
                        + DRAIN_SECONDS + " s");
        port(container, "http", settings.ports().get(manifest.name()));
        port(container, "management", settings.managementPorts().get(manifest.name()));
        probe(container, "startupProbe", "/health/live", settings);
        probe(container, "livenessProbe", "/health/live", settings);
        probe(container, "readinessProbe", "/health/ready", settings);
    }

    private void port(JsonNode container, String name, @Nullable Integer expected) {
        for (var port : container.path("ports")) {
            if (port.path("name").asText().equals(name)) {
                var there = port.path("containerPort").asInt();
                need(
                        Objects.equals(there, expected),
                        "has port " + name + " " + there + ", but the service listens at " + expected);
                return;
            }
        }
        findings.add(manifest.id() + " has no port named " + name + ".");
    }

    private void probe(JsonNode container, String kind, String path, Settings settings) {
        var there = container.at("/" + kind + "/httpGet");
        need(
                there.path("path").asText().equals(path)
                        && settings.healthPaths().contains(path)
                        && there.path("port").asText().equals("management"),
                kind + " asks " + there.path("port").asText()
                        + there.path("path").asText() + "; the service answers at management" + path);
    }

    private void need(boolean holds, String otherwise) {
        if (!holds) {
            findings.add(manifest.id() + " " + otherwise + ".");
        }
    }
}
