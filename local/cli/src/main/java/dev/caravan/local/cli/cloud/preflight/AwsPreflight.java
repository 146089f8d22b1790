package dev.caravan.local.cli.cloud.preflight;

import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What the aws part needs of its account. */
final class AwsPreflight {

    /** Processors of the usual machines (families A, C, D, H, I, M, R, T and Z), on demand. */
    private static final String MACHINES_QUOTA = "L-1216C47A";

    private final Environment environment;
    private final Clouds clouds;
    private final List<String> findings = new ArrayList<>();

    AwsPreflight(Environment environment, Clouds clouds) {
        this.environment = environment;
        this.clouds = clouds;
    }

    List<String> findings() throws IOException {
        findings.addAll(environment.variablesFindings("aws"));
        if (!environment.isBuilt("lambda-csv/target/lambda-csv.zip")) {
            findings.add("The feed function is not built: ./mvnw package.");
        }
        var account = clouds.ask("aws", "sts", "get-caller-identity", "--query", "Account", "--output", "text");
        if (account.isEmpty()) {
            findings.add(Preflight.NOT_SIGNED_IN);
            return findings;
        }
        if (zones()) {
            nodes();
        }
        other(account.orElseThrow());
        quota();
        zone();
        administrators();
        return findings;
    }

    /** Looks for the zones; whether there is such a region. */
    private boolean zones() throws IOException {
        var region = environment.awsRegion();
        var there = clouds.ask(
                "aws",
                "ec2",
                "describe-availability-zones",
                "--region",
                region,
                "--query",
                "AvailabilityZones[].ZoneName",
                "--output",
                "text");
        if (there.isEmpty()) {
            findings.add("The region " + region + " of terraform/envs/" + environment.name()
                    + "/environment.json is not there for this account: is its name right, is it switched on"
                    + " (aws account list-regions)?");
            return false;
        }
        var names = List.of(there.orElseThrow().split("\\s+", -1));
        for (var zone : environment.zones()) {
            if (!names.contains(zone)) {
                findings.add("There is no zone " + zone + "; this account has " + String.join(", ", names)
                        + ". Change availability_zones in terraform/envs/" + environment.name() + "/aws/main.tf.");
            }
        }
        return true;
    }

    /** A new account may run five processors, or fewer: EKS would try for half an hour, and say why in the group's events only. */
    private void nodes() throws IOException {
        var needed = 0;
        for (var group : environment.nodeGroups()) {
            var processors = processors(group);
            if (processors.isEmpty()) {
                findings.add("The region " + environment.awsRegion() + " has not all of the machines "
                        + String.join(", ", group.instanceTypes()) + ". Change instance_types in " + nodesFile() + ".");
                return;
            }
            needed += processors.getAsInt() * group.desired();
        }
        var quota = clouds.ask(
                "aws",
                "service-quotas",
                "get-service-quota",
                "--region",
                environment.awsRegion(),
                "--service-code",
                "ec2",
                "--quota-code",
                MACHINES_QUOTA,
                "--query",
                "Quota.Value",
                "--output",
                "text");
        if (quota.isEmpty()) {
            findings.add("EC2 does not tell this account's quota: may you call servicequotas:GetServiceQuota?");
        } else if (Double.parseDouble(quota.orElseThrow()) < needed) {
            findings.add("EC2's quota lets this account run " + Math.round(Double.parseDouble(quota.orElseThrow()))
                    + " processors in " + environment.awsRegion() + "; the nodes need " + needed
                    + ", and would not come. Ask for more (aws service-quotas request-service-quota-increase"
                    + " --service-code ec2 --quota-code " + MACHINES_QUOTA + " --desired-value " + 2 * needed
                    + " --region " + environment.awsRegion() + "), or take fewer or smaller ones in " + nodesFile()
                    + ".");
        }
    }

    private String nodesFile() {
        return "terraform/envs/" + environment.name() + "/aws/main.tf";
    }

    /** The processors of the largest machine that a group may take; none if one of its types is not in the region. */
    private OptionalInt processors(Environment.NodeGroup group) throws IOException {
        var command = new ArrayList<>(
                List.of("aws", "ec2", "describe-instance-types", "--region", environment.awsRegion(), "--query"));
        command.addAll(List.of("InstanceTypes[].VCpuInfo.DefaultVCpus", "--output", "text", "--instance-types"));
        command.addAll(group.instanceTypes());
        return clouds.ask(command.toArray(String[]::new)).stream()
                .flatMap(said -> Stream.of(said.split("\\s+", -1)))
                .mapToInt(Integer::parseInt)
                .max();
    }

    /** Images and the table have one name in an account, so an account has one environment. */
    private void other(String account) {
        var other = environment.name().equals("dev") ? "prod" : "dev";
        var bucket = "caravan-" + other + "-state-" + account;
        if (clouds.ask("aws", "s3api", "head-bucket", "--bucket", bucket).isPresent()) {
            findings.add(
                    "The account " + account + " has the environment " + other + " already (" + bucket
                            + "). Each environment needs an account of its own: images and the table have the same names in both.");
        }
    }

    private void quota() throws IOException {
        var wanted = environment.description().path("feed_concurrency").asInt(0);
        if (wanted == 0) {
            return;
        }
        var settings = clouds.ask(
                "aws", "lambda", "get-account-settings", "--region", environment.awsRegion(), "--output", "json");
        if (settings.isEmpty()) {
            findings.add("Lambda does not tell this account's quota: may you call lambda:GetAccountSettings?");
            return;
        }
        var kept = Json.read(Files.readString(environment.root().resolve("terraform/vendors.json")))
                .at("/lambda/left_unreserved")
                .asInt();
        var free = Json.read(settings.orElseThrow())
                .at("/AccountLimit/UnreservedConcurrentExecutions")
                .asInt();
        if (free - wanted < kept) {
            findings.add(
                    "Lambda's quota of this account leaves " + free + " concurrent executions unreserved, of which "
                            + kept + " must stay so; " + wanted + " cannot be reserved for the feeds. Ask for more (aws"
                            + " service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384"
                            + " --desired-value 1000), or set \"feed_concurrency\": null in terraform/envs/"
                            + environment.name() + "/environment.json.");
        }
    }

    private void zone() throws IOException {
        var variables = environment.variables("aws");
        var id = variables.text("dns_zone_id");
        if (id.isEmpty()) {
            return;
        }
        var zone = clouds.ask("aws", "route53", "get-hosted-zone", "--id", id, "--output", "json");
        if (zone.isEmpty()) {
            findings.add("There is no DNS zone " + id + " in this account (aws route53 list-hosted-zones).");
            return;
        }
        var described = Json.read(zone.orElseThrow()).path("HostedZone");
        var name = described.path("Name").asText().replaceFirst("\\.$", "");
        var host = variables.text("gateway_host");
        if (!host.equals(name) && !host.endsWith("." + name)) {
            findings.add("gateway_host " + host + " is not in the zone " + name + " (dns_zone_id " + id + ").");
        }
        if (described.at("/Config/PrivateZone").asBoolean()) {
            findings.add("The zone " + name + " is private: the certificate would never be issued.");
        }
    }

    private void administrators() throws IOException {
        for (var role : environment.variables("aws").list("admin_role_arns")) {
            var name = role.substring(role.lastIndexOf('/') + 1);
            if (clouds.ask("aws", "iam", "get-role", "--role-name", name).isEmpty()) {
                findings.add("There is no role " + role + " (admin_role_arns): nobody could administer the cluster, not"
                        + " even who makes it.");
            }
        }
    }
}
