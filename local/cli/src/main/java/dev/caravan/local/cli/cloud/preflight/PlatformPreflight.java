package dev.caravan.local.cli.cloud.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the platform part needs: the cluster's API, the images, what the secrets hold. */
final class PlatformPreflight {

    private static final int PATIENCE_MILLIS = 10_000;

    private static final Pattern ASSUMED_ROLE =
            Pattern.compile("arn:[a-z-]+:sts::(?<account>\\d+):assumed-role/(?<name>[^/]+)/.+");

    private final Environment environment;
    private final Clouds clouds;
    private final JsonNode aws;
    private final List<String> findings = new ArrayList<>();

    /** A preflight of what the aws root says of itself. */
    PlatformPreflight(Environment environment, Clouds clouds, JsonNode aws) {
        this.environment = environment;
        this.clouds = clouds;
        this.aws = aws;
    }

    List<String> findings() throws IOException {
        findings.addAll(environment.variablesFindings("platform"));
        if (aws.at("/cluster/endpoint").asText().isEmpty()) {
            findings.add("There is no cluster yet: ./caravan cloud apply " + environment.name() + " aws.");
            return findings;
        }
        reachable();
        administrator();
        images();
        secrets();
        return findings;
    }

    private void reachable() throws IOException {
        var endpoint = URI.create(aws.at("/cluster/endpoint").asText());
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(endpoint.getHost(), endpoint.getPort() < 0 ? 443 : endpoint.getPort()),
                    PATIENCE_MILLIS);
        } catch (IOException e) {
            var allowed = environment.variables("aws").list("api_public_cidrs");
            findings.add("The Kubernetes API at " + endpoint.getHost() + " does not answer from here (" + e.getMessage()
                    + "). It lets in "
                    + (allowed.isEmpty() ? "nobody from outside its network" : String.join(", ", allowed))
                    + ". Put your address (curl -s https://checkip.amazonaws.com), with /32, into api_public_cidrs of "
                    + environment.variablesFile("aws") + " and run ./caravan cloud apply " + environment.name()
                    + " aws; or run this from inside the VPC.");
        }
    }

    /** Helm comes in as who is signed in here, and so do kubectl, rotate and destroy after it. */
    private void administrator() throws IOException {
        var administrators = environment.variables("aws").list("admin_role_arns");
        var caller = clouds.ask("aws", "sts", "get-caller-identity", "--query", "Arn", "--output", "text");
        if (caller.isEmpty() || administrators.isEmpty()) {
            return;
        }
        var role = ASSUMED_ROLE.matcher(caller.orElseThrow());
        if (!role.matches()
                || administrators.stream()
                        .noneMatch(arn -> arn.contains(":iam::" + role.group("account") + ":role/")
                                && arn.endsWith("/" + role.group("name")))) {
            findings.add("You are signed in as " + caller.orElseThrow() + ", whom the cluster would refuse"
                    + " (Unauthorized): it is administered by " + String.join(", ", administrators)
                    + ". Take that role (a profile with its role_arn in ~/.aws/config, and AWS_PROFILE), or add yours to"
                    + " admin_role_arns of " + environment.variablesFile("aws") + " and run ./caravan cloud apply "
                    + environment.name() + " aws.");
        }
    }

    private void images() throws IOException {
        var missing = new ArrayList<String>();
        for (var image : environment.images()) {
            var parts = image.split("=", 2);
            if (clouds.ask(
                            "aws",
                            "ecr",
                            "describe-images",
                            "--region",
                            environment.awsRegion(),
                            "--repository-name",
                            "caravan/" + parts[0],
                            "--image-ids",
                            "imageTag=" + parts[1])
                    .isEmpty()) {
                missing.add(parts[0] + ":" + parts[1]);
            }
        }
        if (!missing.isEmpty()) {
            findings.add("The registry lacks images that kustomize/overlays/" + environment.name() + " runs: "
                    + String.join(", ", missing) + ". ./caravan cloud release VERSION " + environment.name()
                    + " builds, pushes and commits them.");
        }
    }

    private void secrets() throws IOException {
        if (!holds(aws.path("fluent_bit_secret_id").asText())) {
            findings.add("Fluent Bit has no key for Cloud Logging: ./caravan cloud fluent-bit-key " + environment.name()
                    + ".");
        }
        if (environment.variables("platform").text("repository_private").equals("true")
                && !holds(aws.path("repository_secret_id").asText())) {
            findings.add("Argo CD has nothing to read the private repository with: ./caravan cloud repository-key "
                    + environment.name() + ".");
        }
    }

    private boolean holds(String secret) throws IOException {
        return clouds.ask(
                        "aws",
                        "secretsmanager",
                        "get-secret-value",
                        "--region",
                        environment.awsRegion(),
                        "--secret-id",
                        secret,
                        "--query",
                        "VersionId",
                        "--output",
                        "text")
                .isPresent();
    }
}
