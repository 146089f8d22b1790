package dev.caravan.local.cli.cluster;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Applies an overlay to the running cluster. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = "Check an overlay, apply it to the running cluster, and wait until its pods are there.",
        footer = "A finding names the object and what is wrong with it; nothing but the namespace is applied then.")
public final class ClusterApplyCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "OVERLAY", description = "dev or prod (default: ${DEFAULT-VALUE}).")
    private String overlay = "dev";

    @Override
    public Integer call() throws IOException, InterruptedException {
        var installation = Installation.current();
        var controlPlane = ControlPlane.of(installation);
        var directory = installation.root().resolve("kustomize/overlays/" + overlay);
        if (!Files.isDirectory(directory)) {
            throw new Failure("There is no overlay " + overlay + ": " + directory + " is not there. Say dev or prod.");
        }
        var kubectl = controlPlane.runningKubectl();
        var manifests = kubectl.render(installation.root(), overlay);
        var findings = ManifestRules.findings(installation.root(), manifests);
        if (findings.isEmpty()) {
            findings = new OverlayCheck(kubectl, Manifest.NAMESPACE, manifests).isAccepted();
        }
        if (!findings.isEmpty()) {
            throw new Failure("kustomize/overlays/" + overlay + " does not hold:\n  " + String.join("\n  ", findings));
        }
        System.out.print(kubectl.apply(manifests));
        try (var operators = new Operators(kubectl)) {
            operators.start();
            kubectl.awaitDeployments(Manifest.NAMESPACE, Duration.ofMinutes(2));
            // what stands in for their kubelet ends with this command
            kubectl.run(
                    "wait",
                    "job",
                    "--all",
                    "--for=condition=Complete",
                    "--timeout=120s",
                    "--namespace=" + Manifest.NAMESPACE);
        }
        System.out.print(kubectl.run("get", "deployments,hpa,pods", "--namespace", Manifest.NAMESPACE));
        return 0;
    }
}
