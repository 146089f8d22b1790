package dev.caravan.local.cli.cloud;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes the bucket that keeps an environment's state, and switches on the interfaces of Google Cloud. */
@Command(
        name = "bootstrap",
        mixinStandardHelpOptions = true,
        description =
                "Make the bucket that keeps the state of an environment, and switch on what it calls of Google Cloud."
                        + " Once for each account and project.")
public final class BootstrapCommand implements Runnable {

    @Parameters(paramLabel = "ENV", description = "dev or prod.")
    private String name = "";

    @Override
    public void run() {
        var environment = CloudEnvironment.named(name);
        var bucket = environment.stateBucket();
        terraform("aws", "init", "-input=false");
        // One directory serves every environment: each has a workspace, so that one never plans to rename the other's
        // bucket.
        terraform("aws", "workspace", "select", "-or-create", name);
        terraform(
                "aws",
                "apply",
                "-var=environment=" + name,
                "-var=region=" + environment.awsRegion(),
                "-var=bucket=" + bucket);
        System.out.println("The state of " + name + " is kept in " + bucket + ".");
        google(environment);
    }

    private void google(CloudEnvironment environment) {
        var project = environment.variable("gcp", "project");
        if (project.isEmpty()) {
            throw new Failure("terraform/envs/" + name
                    + "/gcp/terraform.tfvars names no project: copy terraform.tfvars.example and fill it in, then run"
                    + " this again. The bucket of the state is there.");
        }
        Program.of(
                        "gcloud",
                        "services",
                        "enable",
                        "cloudresourcemanager.googleapis.com",
                        "serviceusage.googleapis.com",
                        "--project=" + project)
                .run();
        terraform("google", "init", "-input=false");
        terraform("google", "workspace", "select", "-or-create", name);
        terraform("google", "apply", "-var=project=" + project);
    }

    private static void terraform(String cloud, String... arguments) {
        var directory = Installation.current().root().resolve("terraform/bootstrap/" + cloud);
        var command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(arguments));
        new Program(command, directory, Map.of()).run();
    }
}
