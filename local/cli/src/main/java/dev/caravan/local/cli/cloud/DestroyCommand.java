package dev.caravan.local.cli.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.platform.Failure;
import java.util.ArrayList;
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
        var outputs = environment.outputs("aws", bucket);
        refuseProtected(name, outputs);
        for (var step : farewell(outputs.at("/cluster/name").asText(), environment.awsRegion())) {
            System.err.println(step);
            step.run();
        }
        for (var root : CloudEnvironment.ROOTS.reversed()) {
            environment.initialise(root, bucket);
            environment.terraform(root, bucket, List.of("destroy")).run();
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
     * What goes before Argo CD does. ApplicationSets first, or they make their applications again; then the load
     * balancer, which Kubernetes made and Terraform does not know: its interfaces would keep the subnets.
     */
    static List<Program> farewell(String cluster, String region) {
        var steps = new ArrayList<Program>();
        steps.add(Program.of(
                "aws", "eks", "update-kubeconfig", "--name", cluster, "--region", region, "--alias", cluster));
        steps.add(kubectl(
                cluster, "delete", "application", "root", "--namespace=argocd", "--ignore-not-found", "--wait"));
        steps.add(kubectl(cluster, "delete", "applicationsets", "--all", "--namespace=argocd", "--wait"));
        steps.add(kubectl(cluster, "delete", "applications", "--all", "--namespace=argocd", "--wait"));
        steps.add(kubectl(
                cluster,
                "delete",
                "service",
                "api-gateway-public",
                "--namespace=ecommerce",
                "--ignore-not-found",
                "--wait"));
        return List.copyOf(steps);
    }

    private static Program kubectl(String cluster, String... arguments) {
        var command = new ArrayList<>(List.of("kubectl", "--context", cluster));
        command.addAll(List.of(arguments));
        return Program.of(command.toArray(String[]::new));
    }
}
