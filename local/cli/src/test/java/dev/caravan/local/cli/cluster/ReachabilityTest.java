package dev.caravan.local.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.local.cli.cluster.Reachability.End;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReachabilityTest {

    private static final Map<String, String> OURS = Map.of("kubernetes.io/metadata.name", "ecommerce");
    private static final End SHOP =
            new End("shop", OURS, Map.of("app", "shop"), "10.0.9.1", Map.of("http", 8080), true);
    private static final End STORE =
            new End("store", OURS, Map.of("app", "store"), "10.0.9.2", Map.of("http", 80), true);
    private static final End WORLD = new End("world", null, Map.of(), "203.0.113.7", Map.of("https", 443), false);
    private static final List<End> ENDS = List.of(SHOP, STORE, WORLD);

    @Test
    void letsEverythingThroughWithoutPolicies() throws IOException {
        assertThat(allowed("")).contains("shop -> store:http", "world -> store:http", "store -> world:https");
    }

    @Test
    void letsNothingThroughByDefaultDeny() throws IOException {
        assertThat(allowed(DENY)).isEmpty();
    }

    @Test
    void needsBothSidesToAgree() throws IOException {
        var out = """
                ---
                metadata: {name: out}
                spec:
                  podSelector: {matchLabels: {app: shop}}
                  policyTypes: [Egress]
                  egress: [{to: [{podSelector: {matchLabels: {app: store}}}], ports: [{port: http}]}]
                """;
        var in = """
                ---
                metadata: {name: in}
                spec:
                  podSelector: {matchExpressions: [{key: app, operator: In, values: [store]}]}
                  policyTypes: [Ingress]
                  ingress: [{from: [{podSelector: {matchLabels: {app: shop}}}], ports: [{port: 80}]}]
                """;
        assertThat(allowed(DENY + out)).isEmpty();
        assertThat(allowed(DENY + in)).isEmpty();
        assertThat(allowed(DENY + out + in)).containsExactly("shop -> store:http");
    }

    @Test
    void readsAddressBlocks() throws IOException {
        var block = """
                ---
                metadata: {name: block}
                spec:
                  podSelector: {}
                  policyTypes: [Egress]
                  egress: [{to: [{ipBlock: {cidr: 203.0.113.0/29}}], ports: [{port: 443}]}]
                """;
        assertThat(allowed(DENY + block)).containsExactly("shop -> world:https", "store -> world:https");
        assertThat(allowed(DENY + block.replace("/29", "/30"))).isEmpty();
        assertThat(allowed(DENY + block.replace("443", "444"))).isEmpty();
        assertThat(allowed(DENY + block.replace("0/29}", "0/24, except: [203.0.113.8/30]}")))
                .hasSize(2);
        assertThat(allowed(DENY + block.replace("0/29}", "0/24, except: [203.0.113.4/30]}")))
                .isEmpty();
    }

    private static final String DENY = """
            metadata: {name: deny}
            spec:
              podSelector: {}
              policyTypes: [Ingress, Egress]
            """;

    private static Set<String> allowed(String policies) throws IOException {
        return new Reachability(Manifest.ofYaml(policies)).allowed(ENDS);
    }
}
