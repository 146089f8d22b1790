package dev.caravan.local.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayTest {
    private static final Path ROOT = Path.of(System.getProperty("caravan.root"));

    @Test
    void knowsTheComponentsThatOnlyAnInstallationNames() throws IOException {
        assertThat(Overlay.optionalComponents(ROOT)).containsExactly("erp-export");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void namesOneComponentMoreAndLeadsToTheSameManifests(String name, @TempDir Path scratch) throws IOException {
        var overlay = Overlay.of(ROOT, name);

        var more = overlay.with("erp-export", scratch);

        assertThat(overlay.components()).contains("network-policies").doesNotContain("erp-export");
        assertThat(more.components()).containsAll(overlay.components()).contains("erp-export");
        var written = Manifest.ofYaml(Files.readString(more.directory().resolve("kustomization.yaml")));
        for (var list : List.of("/resources", "/components")) {
            assertThat(Manifest.texts(written.getFirst().at(list)))
                    .allSatisfy(
                            path -> assertThat(more.directory().resolve(path)).isDirectory());
        }
    }

    @Test
    void seesThatAnOptionalComponentOpensItsOwnPortOnly() throws IOException {
        var policies = Files.readString(ROOT.resolve("kustomize/components/erp-export/network-policies.yaml"));

        assertThat(EgressRules.findings(Manifest.ofYaml(policies))).isEmpty();
        assertThat(EgressRules.findings(Manifest.ofYaml(policies.replace("port: 22", "port: 2222"))))
                .containsExactly("NetworkPolicy/erp lets pods reach the internet at ports [2222], not at 22 alone.");
    }
}
