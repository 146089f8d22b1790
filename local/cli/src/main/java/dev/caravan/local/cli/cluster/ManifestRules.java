package dev.caravan.local.cli.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What must hold of the manifests of an overlay, whatever cluster they go to. */
final class ManifestRules {

    private ManifestRules() {}

    /** One sentence for each thing that does not hold; each begins with the object's kind and name. */
    static List<String> findings(Path root, List<Manifest> manifests) throws IOException {
        var services = Settings.read(root);
        return Stream.of(
                        PodRules.findings(manifests, services),
                        AutoscalerRules.findings(manifests),
                        ReferenceRules.findings(manifests, services),
                        WaveRules.findings(manifests),
                        EgressRules.findings(manifests),
                        services.findings(manifests))
                .flatMap(List::stream)
                .toList();
    }
}
