package dev.caravan.local.cli.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.platform.Failure;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Destroys an environment, in the order that leaves nothing behind. */
@Command(
        name = "destroy",
        mixinStandardHelpOptions = true,
        description =
                "Destroy an environment: applications first, then platform, gcp and aws. Terraform asks each time.")
public final class DestroyCommand implements Runnable {

    @Parameters(paramLabel = "ENV", description = "dev or prod.")
    private String name = "";

    @Override
    public void run() {
        var environment = CloudEnvironment.named(name);
        var bucket = environment.stateBucket();
        var outputs = environment.outputsOfWhatIsThere("aws", bucket);
        outputs.ifPresent(there -> refuseProtected(name, there));
        var cluster = outputs.map(there -> there.at("/cluster/name").asText()).filter(there -> !there.isEmpty());
        if (cluster.isPresent()
                && Program.of(
                                        "aws",
                                        "eks",
                                        "describe-cluster",
                                        "--name",
                                        cluster.orElseThrow(),
                                        "--region",
                                        environment.awsRegion())
                                .attempt()
                                .status()
                        == 0) {
            for (var step : farewell(new EksCluster(cluster.orElseThrow(), environment.awsRegion()))) {
                System.err.println(step);
                step.run();
            }
        } else {
            System.err.println("There is no cluster of " + name + ": nothing in it is to be told.");
        }
        for (var root : CloudEnvironment.ROOTS.reversed()) {
            environment.initialise(root, bucket);
            if (environment.holdsNothing(root, bucket)) {
                System.err.println("Nothing of the " + root + " part is there.");
            } else {
                environment.terraform(root, bucket, List.of("destroy")).run();
            }
        }
    }

    /**
     * Stops before anything is gone.
     *
     * @throws Failure if deletion protection is on
     */
    static void refuseProtected(String name, JsonNode outputs) {
        if (outputs.path("deletion_protection").asBoolean(true)) {
            throw new Failure(name + " is protected from deletion. If it is to go, switch the protection off first: put"
                    + " deletion_protection = false into terraform/envs/" + name
                    + "/aws/terraform.tfvars and .../gcp/terraform.tfvars,"
                    + " run ./caravan cloud apply " + name + ", and then destroy it. Nothing has been changed.");
        }
    }

    /**
     * What goes before Argo CD does: ApplicationSets first, or they make their applications again. The load balancer is
     * Terraform's, so Kubernetes leaves nothing behind but the volumes of Prometheus, which go with their claims.
     */
    static List<Program> farewell(EksCluster cluster) {
        return List.of(
                cluster.login(),
                cluster.kubectl("delete", "application", "root", "--namespace=argocd", "--ignore-not-found", "--wait"),
                cluster.kubectl("delete", "applicationsets", "--all", "--namespace=argocd", "--wait"),
                cluster.kubectl("delete", "applications", "--all", "--namespace=argocd", "--wait"),
                cluster.kubectl(
                        "delete", "statefulsets,persistentvolumeclaims", "--all", "--namespace=monitoring", "--wait"));
    }
}
