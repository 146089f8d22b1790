package dev.caravan.local.cli.cloud.preflight;

import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What the gcp part needs of its project. */
final class GooglePreflight {

    private final Environment environment;
    private final Clouds clouds;
    private final List<String> findings = new ArrayList<>();

    GooglePreflight(Environment environment, Clouds clouds) {
        this.environment = environment;
        this.clouds = clouds;
    }

    List<String> findings() throws IOException {
        findings.addAll(environment.variablesFindings("gcp"));
        if (!environment.isBuilt("flink-window-job/target/flink-window-job.jar")) {
            findings.add("The window job is not built: ./mvnw package.");
        }
        var project = environment.variables("gcp").text("project");
        if (project.isEmpty()) {
            return findings;
        }
        if (clouds.ask("gcloud", "auth", "application-default", "print-access-token")
                .isEmpty()) {
            findings.add(
                    "Google Cloud does not know you: gcloud auth login, and gcloud auth application-default login.");
            return findings;
        }
        if (clouds.ask("gcloud", "projects", "describe", project).isEmpty()) {
            findings.add("There is no project " + project + " that you may see (project of "
                    + environment.variablesFile("gcp") + ").");
            return findings;
        }
        services(project);
        keys(project);
        processors(project);
        return findings;
    }

    private void services(String project) throws IOException {
        var enabled = clouds.ask(
                "gcloud", "services", "list", "--enabled", "--project=" + project, "--format=value(config.name)");
        var missing = new TreeSet<String>();
        Json.read(Files.readString(environment.root().resolve("terraform/google-services.json")))
                .forEach(service -> missing.add(service.asText()));
        enabled.ifPresent(names -> names.lines().map(String::strip).forEach(missing::remove));
        if (!missing.isEmpty()) {
            findings.add("Interfaces of " + project + " are not switched on: " + String.join(", ", missing)
                    + ". ./caravan cloud bootstrap " + environment.name() + " does it.");
        }
    }

    /** New organisations forbid keys of service accounts; Fluent Bit's output has no other way. */
    private void keys(String project) {
        var enforced = clouds.ask(
                "gcloud",
                "resource-manager",
                "org-policies",
                "describe",
                "iam.disableServiceAccountKeyCreation",
                "--effective",
                "--project=" + project,
                "--format=value(booleanPolicy.enforced)");
        if (enforced.filter(value -> value.equalsIgnoreCase("true")).isPresent()) {
            findings.add("The organisation of " + project + " forbids keys of service accounts"
                    + " (iam.disableServiceAccountKeyCreation), by one of which Fluent Bit writes to Cloud Logging. See"
                    + " docs/operations.md, \"Where keys are forbidden\".");
        }
    }

    private void processors(String project) throws IOException {
        var region = environment.googleRegion();
        var described = clouds.ask(
                "gcloud", "compute", "regions", "describe", region, "--project=" + project, "--format=json(quotas)");
        if (described.isEmpty()) {
            findings.add("There is no region " + region + " for " + project + " (terraform/envs/" + environment.name()
                    + "/environment.json).");
            return;
        }
        var needed = environment.machineProcessors();
        for (var quota : Json.read(described.orElseThrow()).path("quotas")) {
            var free = quota.path("limit").asInt() - quota.path("usage").asInt();
            if (List.of("CPUS", "N2_CPUS").contains(quota.path("metric").asText()) && free < needed) {
                findings.add("The quota " + quota.path("metric").asText() + " of " + region + " has " + free
                        + " left; the window job's machines need " + needed + ". Ask for more"
                        + " (console: IAM, Quotas), or take smaller machines in terraform/envs/" + environment.name()
                        + "/gcp/main.tf.");
            }
        }
    }
}
