package dev.caravan.local.cli.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * The order of a sync: Argo CD applies wave after wave, and waits for each before the next. What a hook reads must be there in
 * an earlier wave, because the hook's own does not end before the hook does.
 */
final class WaveRules {

    private static final String ANNOTATIONS = "/metadata/annotations/argocd.argoproj.io~1";

    private final List<Manifest> manifests;
    private final List<String> findings = new ArrayList<>();

    private WaveRules(List<Manifest> manifests) {
        this.manifests = manifests;
    }

    static List<String> findings(List<Manifest> manifests) {
        var rules = new WaveRules(manifests);
        for (var manifest : manifests) {
            if (manifest.isWorkload()) {
                rules.needs(manifest);
            } else if (manifest.kind().equals("ExternalSecret")) {
                rules.externalSecret(manifest);
            } else if (manifest.kind().equals("NetworkPolicy")) {
                rules.policy(manifest);
            }
        }
        return List.copyOf(rules.findings);
    }

    /** The wave of an object: 0 where it names none. */
    static int wave(Manifest manifest) {
        return manifest.at(ANNOTATIONS + "sync-wave").asInt(0);
    }

    /** Whether Argo CD runs it as a step of each sync. */
    static boolean isHook(Manifest manifest) {
        return !manifest.at(ANNOTATIONS + "hook").isMissingNode();
    }

    private void needs(Manifest workload) {
        for (var reference : PodReference.of(workload.at("/spec/template/spec"))) {
            for (var provider : manifests) {
                if (provides(provider, reference)) {
                    before(provider, workload, reference.toString());
                }
            }
        }
        var account = workload.at("/spec/template/spec/serviceAccountName").asText();
        for (var provider : manifests) {
            if (provider.kind().equals("ServiceAccount") && provider.name().equals(account)) {
                before(provider, workload, "the service account " + account);
            }
        }
    }

    private static boolean provides(Manifest provider, PodReference reference) {
        return (provider.kind().equals(reference.kind()) && provider.name().equals(reference.name()))
                || (reference.kind().equals("Secret")
                        && provider.kind().equals("ExternalSecret")
                        && provider.at("/spec/target/name")
                                .asText(provider.name())
                                .equals(reference.name()));
    }

    private void before(Manifest provider, Manifest workload, String what) {
        var latest = isHook(workload) ? wave(workload) - 1 : wave(workload);
        if (wave(provider) > latest) {
            findings.add(
                    workload.id() + (isHook(workload) ? ", a hook of wave " : " of wave ") + wave(workload) + ", needs "
                            + what + ", which comes in wave " + wave(provider) + ": the sync would wait for ever.");
        }
    }

    /** Its store and its generator are there no later than itself. */
    private void externalSecret(Manifest secret) {
        var sources = new ArrayList<String>();
        sources.add(secret.at("/spec/secretStoreRef/kind").asText("SecretStore") + "/"
                + secret.at("/spec/secretStoreRef/name").asText());
        for (var from : secret.at("/spec/dataFrom")) {
            var generator = from.at("/sourceRef/generatorRef");
            sources.add(generator.path("kind").asText() + "/"
                    + generator.path("name").asText());
        }
        for (var source : manifests) {
            if (sources.contains(source.id()) && wave(source) > wave(secret)) {
                findings.add(secret.id() + " of wave " + wave(secret) + " reads " + source.id()
                        + ", which comes in wave " + wave(source) + ": the sync would wait for ever.");
            }
        }
    }

    /** A pod never runs before the policies that hold it. */
    private void policy(Manifest policy) {
        var selector = Selector.of(policy.at("/spec/podSelector"));
        for (var workload : manifests) {
            if (workload.isWorkload() && selector.matches(workload.podLabels()) && wave(policy) >= wave(workload)) {
                findings.add(policy.id() + " of wave " + wave(policy) + " comes no earlier than " + workload.id()
                        + ", which would run unguarded on a first sync.");
            }
        }
    }
}
