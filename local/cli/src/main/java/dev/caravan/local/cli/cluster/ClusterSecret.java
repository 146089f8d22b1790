package dev.caravan.local.cli.cluster;

import dev.caravan.local.cli.terminal.Json;
import java.util.HashMap;
import java.util.Map;

/** The secret by which Argo CD knows the cluster, and the ApplicationSets what Terraform made for it. */
final class ClusterSecret {

    /** What Terraform would have written; the values are invented, the names are those of {@code terraform/}. */
    static final Map<String, String> ANNOTATIONS = Map.ofEntries(
            Map.entry("environment", "dev"),
            Map.entry("target_revision", "main"),
            Map.entry("aws_region", "eu-central-1"),
            Map.entry("gateway_host", "shop.example.com"),
            Map.entry("cluster_name", "caravan-dev"),
            Map.entry(
                    "target_group_arn",
                    "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/caravan-dev-gateway/1"),
            Map.entry("load_balancer_cidr", "10.20.128.0/22"),
            Map.entry("vpc_id", "vpc-0123456789abcdef0"),
            Map.entry("vpc_cidr", "10.20.0.0/16"),
            Map.entry("window_job_targets", "[\"10.60.0.2:9250\",\"10.60.0.2:9251\"]"),
            Map.entry("kafka_targets", "[\"b-1.example:11001\"]"),
            Map.entry("kafka_machine_targets", "[\"b-1.example:11002\"]"),
            Map.entry("alarm_topic_arn", "arn:aws:sns:eu-central-1:123456789012:caravan-dev-alarms"),
            Map.entry("db_host", "db.example.internal"),
            Map.entry("db_port", "5432"),
            Map.entry("db_name", "ecommerce"),
            Map.entry("db_master_secret", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!db-example"),
            Map.entry("db_secret_catalog", "example/database/catalog"),
            Map.entry("db_secret_customer", "example/database/customer"),
            Map.entry("db_secret_orders", "example/database/orders"),
            Map.entry("db_secret_integration", "example/database/integration"),
            Map.entry("db_secret_operator", "example/database/operator"),
            Map.entry("kafka_bootstrap_servers", "b-1.example:9096,b-2.example:9096"),
            Map.entry("kafka_cluster", "example"),
            Map.entry("dynamodb_table", "ecom-analytics"),
            Map.entry("feed_bucket", "example-feeds"),
            Map.entry(
                    "marketplace",
                    "{\"bucket\": \"example-marketplace\", \"link\": \"https://shop.example.com/products/{id}\","
                            + " \"image_link\": \"https://shop.example.com/products/{id}.jpg\"}"),
            Map.entry("issuer_url", "https://issuer.example.com"),
            Map.entry("oidc_token_url", "https://issuer.example.com/oauth2/token"),
            Map.entry("oidc_scope_prefix", "caravan/"),
            Map.entry(
                    "mail",
                    "{\"host\": \"email-smtp.eu-central-1.amazonaws.com\", \"from\": \"The Shop <orders@shop.example>\"}"),
            Map.entry("token_audience", "caravan"),
            Map.entry("image_registry", "123456789012.dkr.ecr.eu-central-1.amazonaws.com"),
            Map.entry("google_project", "example"),
            Map.entry("fluent_bit_secret", "example/fluent-bit"),
            Map.entry("hpa_min_replicas", "2"),
            Map.entry("hpa_max_replicas", "10"));

    private ClusterSecret() {}

    /** The secret of a cluster that syncs a repository. */
    static String json(String repository) {
        var annotations = new HashMap<>(ANNOTATIONS);
        annotations.put("repository_url", repository);
        var labels = Map.of("argocd.argoproj.io/secret-type", "cluster", "environment", "dev");
        return Json.line(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Secret",
                "metadata",
                Map.of("name", "in-cluster", "namespace", "argocd", "labels", labels, "annotations", annotations),
                "stringData",
                Map.of(
                        "name",
                        "in-cluster",
                        "server",
                        "https://kubernetes.default.svc",
                        "config",
                        "{\"tlsClientConfig\":{\"insecure\":false}}")));
    }
}
