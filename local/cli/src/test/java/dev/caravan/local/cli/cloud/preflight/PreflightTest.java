package dev.caravan.local.cli.cloud.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each of both clouds answers where something is missing, and what the operator is told. */
class PreflightTest {

    private static final Path ROOT = Path.of(System.getProperty("caravan.root"));

    @TempDir
    Path checkout;

    /** Answers by the command's words; a command that is not among them fails, as one about something that is not there. */
    private final Map<String, String> answers = new HashMap<>();

    @BeforeEach
    void anAccountAndAProjectThatHaveAll() throws IOException {
        copy("terraform/vendors.json");
        copy("terraform/google-services.json");
        copy("terraform/envs/prod/environment.json");
        copy("terraform/envs/prod/aws/main.tf");
        copy("terraform/envs/prod/gcp/main.tf");
        copy("kustomize/overlays/prod/kustomization.yaml");
        write("lambda-csv/target/lambda-csv.zip", "");
        write("flink-window-job/target/flink-window-job.jar", "");
        write("terraform/envs/prod/aws/terraform.tfvars", """
                admin_role_arns  = ["arn:aws:iam::123456789012:role/platform-team"]
                gateway_host     = "shop.test"
                dns_zone_id      = "Z42"
                alarm_emails     = ["team@shop.test"]
                api_public_cidrs = ["198.51.100.7/32"]
                """);
        write("terraform/envs/prod/gcp/terraform.tfvars", "project = \"shop-prod\"\n");
        write(
                "terraform/envs/prod/platform/terraform.tfvars",
                "repository_url = \"https://git.shop.test/caravan.git\"\nrepository_private = true\n");
        answers.put("--query Account", "123456789012");
        answers.put("--query Arn", "arn:aws:sts::123456789012:assumed-role/platform-team/somebody");
        answers.put("describe-instance-types", "4");
        answers.put("get-service-quota", "32.0");
        answers.put("describe-availability-zones", "us-east-1a\tus-east-1b\tus-east-1c");
        answers.put("get-account-settings", "{\"AccountLimit\": {\"UnreservedConcurrentExecutions\": 1000}}");
        answers.put(
                "get-hosted-zone --id Z42",
                "{\"HostedZone\": {\"Name\": \"shop.test.\", \"Config\": {\"PrivateZone\": false}}}");
        answers.put("get-role --role-name platform-team", "{}");
        answers.put("print-access-token", "token");
        answers.put("projects describe shop-prod", "shop-prod");
        var services = new StringBuilder();
        Json.read(Files.readString(checkout.resolve("terraform/google-services.json")))
                .forEach(service -> services.append(service.asText()).append('\n'));
        answers.put("services list", services.toString());
        answers.put("org-policies describe", "False");
        answers.put(
                "regions describe us-east4",
                "{\"quotas\": [{\"metric\": \"CPUS\", \"limit\": 72, \"usage\": 2},"
                        + " {\"metric\": \"N2_CPUS\", \"limit\": 72, \"usage\": 0}]}");
        answers.put("ecr describe-images", "{}");
        answers.put("secretsmanager get-secret-value", "version");
    }

    @Test
    void findsNothingWhereAllIsThere() throws IOException {
        try (var api = new ServerSocket(0)) {
            assertThat(findings("aws")).isEmpty();
            assertThat(findings("gcp")).isEmpty();
            assertThat(platform(api.getLocalPort())).isEmpty();
        }
    }

    @Test
    void saysWhichValueIsStillThatOfTheExample() throws IOException {
        Files.copy(
                ROOT.resolve("terraform/envs/prod/aws/terraform.tfvars.example"),
                checkout.resolve("terraform/envs/prod/aws/terraform.tfvars"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(findings("aws"))
                .anyMatch(finding -> finding.startsWith("admin_role_arns of terraform/envs/prod/aws/terraform.tfvars"))
                .anyMatch(finding -> finding.startsWith("api_public_cidrs of"))
                .anyMatch(finding -> finding.startsWith("dns_zone_id of"));
    }

    @Test
    void saysThatAQuotaLeavesNothingToReserve() throws IOException {
        answers.put("get-account-settings", "{\"AccountLimit\": {\"UnreservedConcurrentExecutions\": 10}}");
        assertThat(findings("aws"))
                .singleElement()
                .asString()
                .contains("leaves 10", "5 cannot be reserved", "\"feed_concurrency\": null");
    }

    @Test
    void saysThatTheQuotaIsBelowTheNodesProcessors() throws IOException {
        answers.put("get-service-quota", "5.0");
        assertThat(findings("aws"))
                .singleElement()
                .asString()
                .contains(
                        "run 5 processors in us-east-1", "need 16", "--quota-code L-1216C47A", "envs/prod/aws/main.tf");
    }

    @Test
    void saysThatARegionLacksAMachine() throws IOException {
        answers.remove("describe-instance-types");
        assertThat(findings("aws")).singleElement().asString().contains("m7i.xlarge", "instance_types");
    }

    @Test
    void saysThatNobodyIsSignedIn() throws IOException {
        answers.remove("--query Account");
        assertThat(findings("aws")).containsExactly(Preflight.NOT_SIGNED_IN);
    }

    @Test
    void saysThatTheClusterWouldRefuseWhoIsSignedIn() throws IOException {
        for (var caller : List.of(
                "arn:aws:iam::123456789012:user/platform-team",
                "arn:aws:sts::123456789012:assumed-role/team/somebody",
                "arn:aws:sts::999999999999:assumed-role/platform-team/somebody")) {
            answers.put("--query Arn", caller);
            try (var api = new ServerSocket(0)) {
                assertThat(platform(api.getLocalPort()))
                        .singleElement()
                        .asString()
                        .contains("signed in as " + caller, "role/platform-team", "AWS_PROFILE", "admin_role_arns");
            }
        }
    }

    @Test
    void saysThatARegionIsNotThere() throws IOException {
        answers.remove("describe-availability-zones");
        assertThat(findings("aws")).singleElement().asString().contains("The region us-east-1", "environment.json");
    }

    @Test
    void saysWhichZoneARegionLacks() throws IOException {
        answers.put("describe-availability-zones", "us-east-1a\tus-east-1b\tus-east-1d");
        assertThat(findings("aws")).singleElement().asString().contains("no zone us-east-1c", "availability_zones");
    }

    @Test
    void saysThatARoleIsNotThere() throws IOException {
        answers.remove("get-role --role-name platform-team");
        assertThat(findings("aws"))
                .singleElement()
                .asString()
                .contains("no role arn:aws:iam::123456789012:role/platform-team");
    }

    @Test
    void saysThatTheAccountHasTheOtherEnvironment() throws IOException {
        answers.put("head-bucket --bucket caravan-dev-state-123456789012", "{}");
        assertThat(findings("aws")).singleElement().asString().contains("has the environment dev already");
    }

    @Test
    void saysThatTheHostIsInAnotherZone() throws IOException {
        answers.put(
                "get-hosted-zone --id Z42",
                "{\"HostedZone\": {\"Name\": \"other.test.\", \"Config\": {\"PrivateZone\": true}}}");
        assertThat(findings("aws"))
                .anyMatch(finding -> finding.contains("gateway_host shop.test is not in the zone other.test"))
                .anyMatch(finding -> finding.contains("is private"));
    }

    @Test
    void saysWhichInterfacesAreOffAndWhatSwitchesThemOn() throws IOException {
        answers.put("services list", "compute.googleapis.com\n");
        assertThat(findings("gcp"))
                .singleElement()
                .asString()
                .contains("dataproc.googleapis.com", "./caravan cloud bootstrap prod")
                .doesNotContain("compute.googleapis.com");
    }

    @Test
    void saysThatKeysAreForbidden() throws IOException {
        answers.put("org-policies describe", "True");
        assertThat(findings("gcp")).singleElement().asString().contains("forbids keys", "Where keys are forbidden");
    }

    @Test
    void saysThatProcessorsAreTooFew() throws IOException {
        answers.put("regions describe us-east4", "{\"quotas\": [{\"metric\": \"CPUS\", \"limit\": 12, \"usage\": 0}]}");
        assertThat(findings("gcp")).singleElement().asString().contains("has 12 left", "need 16");
    }

    @Test
    void saysWhoMayReachTheApiWhereItDoesNotAnswer() throws IOException {
        int closed;
        try (var api = new ServerSocket(0)) {
            closed = api.getLocalPort();
        }
        assertThat(platform(closed))
                .singleElement()
                .asString()
                .contains("does not answer from here", "198.51.100.7/32", "api_public_cidrs", "cloud apply prod aws");
    }

    @Test
    void saysWhichImagesTheRegistryLacks() throws IOException {
        answers.remove("ecr describe-images");
        answers.put("--repository-name caravan/order-service", "{}");
        try (var api = new ServerSocket(0)) {
            assertThat(platform(api.getLocalPort()))
                    .singleElement()
                    .asString()
                    .contains("api-gateway:1.0.0", "./caravan cloud release VERSION prod")
                    .doesNotContain("order-service:1.0.0");
        }
    }

    @Test
    void saysWhichSecretsAreEmpty() throws IOException {
        answers.remove("secretsmanager get-secret-value");
        try (var api = new ServerSocket(0)) {
            assertThat(platform(api.getLocalPort()))
                    .anyMatch(finding -> finding.contains("./caravan cloud fluent-bit-key prod"))
                    .anyMatch(finding -> finding.contains("./caravan cloud repository-key prod"));
        }
    }

    @Test
    void readsTheValuesOfAFile() {
        var values = TerraformVariables.parse("""
                # host = "commented"
                a = "one" # and a comment
                b = ["one", "two"]
                c = true
                """);
        assertThat(values.values())
                .isEqualTo(Map.of("a", List.of("one"), "b", List.of("one", "two"), "c", List.of("true")));
    }

    private List<String> findings(String part) throws IOException {
        return preflight().findings(part, () -> Json.read("{}"));
    }

    private List<String> platform(int port) throws IOException {
        return preflight()
                .findings(
                        "platform",
                        () -> Json.read("{\"cluster\": {\"endpoint\": \"https://localhost:" + port + "\"},"
                                + " \"fluent_bit_secret_id\": \"f\", \"repository_secret_id\": \"r\"}"));
    }

    private Preflight preflight() {
        return new Preflight(checkout, "prod", command -> {
            var words = String.join(" ", command);
            return answers.entrySet().stream()
                    .filter(answer -> words.contains(answer.getKey()))
                    .findFirst()
                    .map(Map.Entry::getValue)
                    .or(Optional::empty);
        });
    }

    private void copy(String file) throws IOException {
        write(file, Files.readString(ROOT.resolve(file)));
    }

    private void write(String file, String text) throws IOException {
        var target = checkout.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, text);
    }
}
