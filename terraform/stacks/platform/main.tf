# Argo CD in the cluster, told what the other roots made.

locals {
  brokers = [for server in split(",", var.aws.kafka.bootstrap_servers) : split(":", server)[0]]
}

# By which Argo CD reads a private repository: read now, handed on, kept in no state.
ephemeral "aws_secretsmanager_secret_version" "repository" {
  count     = var.repository_private ? 1 : 0
  secret_id = var.aws.repository_secret_id
}

module "argocd" {
  source            = "../../modules/argocd"
  environment       = var.environment
  repository_url    = var.repository_url
  revision          = var.revision
  high_availability = var.environment == "prod"

  repository_credentials         = var.repository_private ? jsondecode(ephemeral.aws_secretsmanager_secret_version.repository[0].secret_string) : null
  repository_credentials_version = var.repository_private ? var.repository_credentials_version : 0

  annotations = {
    aws_region              = var.aws.region
    cluster_name            = var.aws.cluster.name
    gateway_host            = var.aws.gateway_host
    target_group_arn        = var.aws.target_group_arn
    load_balancer_cidr      = var.aws.public_cidr
    vpc_id                  = var.aws.vpc_id
    vpc_cidr                = var.aws.cidr
    db_host                 = var.aws.database.host
    db_port                 = tostring(var.aws.database.port)
    db_name                 = var.aws.database.name
    db_master_secret        = var.aws.database.master_secret_arn
    db_secret_catalog       = var.aws.database.role_secret_names["catalog"]
    db_secret_customer      = var.aws.database.role_secret_names["customer"]
    db_secret_orders        = var.aws.database.role_secret_names["orders"]
    db_secret_integration   = var.aws.database.role_secret_names["integration"]
    db_secret_operator      = var.aws.database.role_secret_names["operator"]
    kafka_bootstrap_servers = var.aws.kafka.bootstrap_servers
    kafka_cluster           = split("/", var.aws.kafka.user_secret_names["topics"])[0] # <cluster>/kafka/<user>
    dynamodb_table          = var.aws.table.name
    feed_bucket             = var.aws.feeds.bucket
    issuer_url              = var.aws.identity.issuer_url
    oidc_token_url          = var.aws.identity.token_url
    oidc_scope_prefix       = "${var.aws.identity.audience}/"
    # Cognito names no audience in its tokens but the client: the services accept those of the platform's clients.
    token_audience = join(",", concat(
      [var.aws.identity.audience, var.aws.identity.storefront_client_id],
      [for name in sort(keys(var.aws.identity.machine_client_ids)) : var.aws.identity.machine_client_ids[name]],
    ))
    image_registry    = regex("^[^/]+", var.aws.image_repositories["api-gateway"])
    alarm_topic_arn   = var.aws.alarm_topic_arn
    google_project    = var.gcp.project
    fluent_bit_secret = var.aws.fluent_bit_secret_id
    hpa_min_replicas  = tostring(var.hpa.min)
    hpa_max_replicas  = tostring(var.hpa.max)
    # As JSON: all of it may be empty.
    mail        = jsonencode({ host = var.aws.mail.host, from = var.aws.mail.from })
    marketplace = jsonencode(var.aws.marketplace)
    # Lists, as JSON: what Prometheus reads outside the cluster.
    window_job_targets    = jsonencode(var.gcp.window_job_targets)
    kafka_targets         = jsonencode([for broker in local.brokers : "${broker}:11001"])
    kafka_machine_targets = jsonencode([for broker in local.brokers : "${broker}:11002"])
  }
}
