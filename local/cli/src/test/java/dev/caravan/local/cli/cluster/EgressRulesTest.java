package dev.caravan.local.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EgressRulesTest {

    private static final String POLICIES = """
            kind: NetworkPolicy
            metadata: {name: inside, namespace: logging}
            spec:
              podSelector: {}
              policyTypes: [Egress]
              egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]
            ---
            kind: NetworkPolicy
            metadata: {name: outside, namespace: logging}
            spec:
              podSelector: {matchLabels: {app.kubernetes.io/name: fluent-bit}}
              policyTypes: [Egress]
              egress:
                - to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16]}}]
                  ports: [{port: 443}]
            """;

    @Test
    void letsOutThePodsThatMust() throws IOException {
        assertThat(findings("fluent-bit", POLICIES)).isEmpty();
    }

    @Test
    void seesPodsThatNothingHolds() throws IOException {
        assertThat(findings("fluent-bit", POLICIES.replace("podSelector: {}", "podSelector: {matchLabels: {a: b}}")))
                .containsExactly("fluent-bit: its pods of the name any other connect to [any other -> internet:https,"
                        + " any other -> metadata:http], not to [].");
    }

    @Test
    void seesThatThoseWhoMustAreHeld() throws IOException {
        assertThat(findings("fluent-bit", POLICIES.replace("name: fluent-bit", "name: fluentbit")))
                .containsExactly("fluent-bit: its pods of the name fluent-bit connect to [], not to"
                        + " [fluent-bit -> internet:https].");
    }

    @Test
    void asksWhoOfANewAddonMust() throws IOException {
        assertThat(findings("new", POLICIES))
                .containsExactly("Which pods of new have business in the internet is not said.");
    }

    @Test
    void holdsOnlyTheAddonsOwnPodsInANamespaceOfEks() throws IOException {
        var policies = POLICIES.replace("logging", "kube-system")
                .replace("podSelector: {}", "podSelector: {matchLabels: {app.kubernetes.io/name: NAME}}")
                .replace("fluent-bit", "NAME")
                .replace("NAME", "aws-load-balancer-controller");
        var manifests = Manifest.ofYaml(policies);
        assertThat(EgressRules.ofAddon("aws-load-balancer-controller", "kube-system", manifests))
                .isEmpty();
    }

    @Test
    void seesAPolicyOfAnotherNamespace() throws IOException {
        assertThat(findings("fluent-bit", POLICIES.replace("outside, namespace: logging", "outside, namespace: log")))
                .contains("NetworkPolicy/outside is not in the namespace logging.");
    }

    private static List<String> findings(String addon, String policies) throws IOException {
        return EgressRules.ofAddon(addon, "logging", Manifest.ofYaml(policies));
    }
}
