# The AWS side of an environment. What dev and prod have in common is here; envs/ holds what makes them different.

locals {
  regions = [
    "us-east-1", "us-east-2", "us-west-2", "ca-central-1", "sa-east-1",
    "eu-central-1", "eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1", "eu-south-1",
    "ap-northeast-1", "ap-northeast-2", "ap-south-1", "ap-southeast-1", "ap-southeast-2",
  ]
  platform = jsondecode(file("${path.module}/../../platform.json"))
  name     = "caravan-${var.environment}"
  zones    = [for letter in var.availability_zones : "${var.region}${letter}"]
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

module "network" {
  source             = "../../modules/network"
  name               = local.name
  cidr               = var.cidr
  peer_cidrs         = [var.google_cidr]
  availability_zones = local.zones
  nat_per_zone       = var.environment == "prod"
  log_retention_days = var.log_retention_days

  propagate_vpn_routes = !var.emulated
}

# ---- what workloads in the cluster may do, each by its own role ---------------------------------------------------------

data "aws_iam_policy_document" "gateway" {
  statement {
    sid       = "ReadWindows"
    actions   = ["dynamodb:Query"]
    resources = [module.table.arn]
  }
}

data "aws_iam_policy_document" "external_secrets" {
  statement {
    sid     = "ReadSecrets"
    actions = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
    resources = concat(
      module.database.secret_arns,
      values(module.kafka.user_secret_arns),
      [aws_secretsmanager_secret.fluent_bit.arn, aws_secretsmanager_secret.integration_client.arn, module.mail.secret_arn],
      aws_secretsmanager_secret.erp_sftp[*].arn,
    )
  }
  statement {
    sid       = "UseTheirKeys"
    actions   = ["kms:Decrypt"]
    resources = [module.database.key_arn, module.kafka.secrets_key_arn]
    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["secretsmanager.${var.region}.amazonaws.com"]
    }
  }
}

# Registers the gateway's pods at the load balancer, which Terraform made; it makes nothing itself.
data "aws_iam_policy_document" "load_balancer_controller" {
  statement {
    sid       = "RegisterPods"
    actions   = ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"]
    resources = [module.edge.target_group_arn]
  }
  # What AWS restricts to no resource.
  statement {
    sid = "Look"
    actions = [
      "ec2:DescribeAvailabilityZones", "ec2:DescribeInstances", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets", "ec2:DescribeVpcs", "elasticloadbalancing:DescribeTargetGroups",
      "elasticloadbalancing:DescribeTargetHealth",
    ]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "alertmanager" {
  statement {
    sid       = "Tell"
    actions   = ["sns:Publish"]
    resources = [module.alarms.topic_arn]
  }
  statement {
    sid       = "EncryptWhatIsTold"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [module.alarms.key_arn]
    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["sns.${var.region}.amazonaws.com"]
    }
  }
}

module "cluster" {
  source             = "../../modules/eks"
  name               = local.name
  kubernetes_version = var.kubernetes_version
  vpc_id             = module.network.vpc_id
  subnet_ids         = module.network.private_subnet_ids
  node_groups        = var.node_groups
  api_public_cidrs   = var.api_public_cidrs
  admin_role_arns    = var.admin_role_arns
  log_retention_days = var.log_retention_days
  manage_addons      = !var.emulated
  workload_roles = merge({
    api-gateway = {
      namespace       = local.platform.namespace
      service_account = "api-gateway"
      policy          = data.aws_iam_policy_document.gateway.json
    }
    external-secrets = {
      namespace       = "external-secrets"
      service_account = "external-secrets"
      policy          = data.aws_iam_policy_document.external_secrets.json
    }
    load-balancer-controller = {
      namespace       = "kube-system"
      service_account = "aws-load-balancer-controller"
      policy          = data.aws_iam_policy_document.load_balancer_controller.json
    }
    alertmanager = {
      namespace       = "monitoring"
      service_account = "monitoring-alertmanager"
      policy          = data.aws_iam_policy_document.alertmanager.json
    }
    }, var.marketplace == null ? {} : {
    integration-service = {
      namespace       = local.platform.namespace
      service_account = "integration-service"
      policy          = module.marketplace[0].writer_policy
    }
  })
}

module "edge" {
  source                 = "../../modules/edge"
  name                   = local.name
  host                   = var.gateway_host
  dns_zone_id            = var.dns_zone_id
  vpc_id                 = module.network.vpc_id
  public_subnet_ids      = module.network.public_subnet_ids
  node_security_group_id = module.cluster.node_security_group_id
  port                   = local.platform.services["api-gateway"].port
  management_port        = local.platform.services["api-gateway"].management_port
  create_firewall        = !var.emulated
  deletion_protection    = var.deletion_protection
}

module "alarms" {
  source       = "../../modules/alarms"
  name         = local.name
  emails       = var.alarm_emails
  broker_count = length(local.zones) * var.kafka.brokers_per_zone
  database = {
    storage_gib     = var.database.storage_gib
    max_connections = var.database.alarm_at_connections
  }
}

module "database" {
  source                    = "../../modules/rds"
  name                      = local.name
  vpc_id                    = module.network.vpc_id
  subnet_ids                = module.network.data_subnet_ids
  client_security_group_ids = { nodes = module.cluster.node_security_group_id }
  database_name             = local.platform.database.name
  port                      = local.platform.database.port
  roles                     = local.platform.database.roles
  instance_class            = var.database.instance_class
  storage_gib               = var.database.storage_gib
  max_storage_gib           = var.database.max_storage_gib
  multi_az                  = var.database.multi_az
  backup_days               = var.database.backup_days
  deletion_protection       = var.deletion_protection
  keep_last_state           = var.environment == "prod"
  log_retention_days        = var.log_retention_days
}

module "kafka" {
  source                    = "../../modules/msk"
  name                      = local.name
  vpc_id                    = module.network.vpc_id
  subnet_ids                = module.network.data_subnet_ids
  client_security_group_ids = { nodes = module.cluster.node_security_group_id }
  client_cidrs              = { "the window job" = var.google_cidr }
  port                      = local.platform.kafka.port
  users                     = local.platform.kafka.users
  deny_by_default           = var.kafka_deny_by_default
  broker_type               = var.kafka.broker_type
  brokers_per_zone          = var.kafka.brokers_per_zone
  storage_gib               = var.kafka.storage_gib
  log_retention_days        = var.log_retention_days
  create_brokers            = !var.emulated
}

module "table" {
  source              = "../../modules/dynamodb"
  table               = local.platform.table
  deletion_protection = var.deletion_protection
}

module "images" {
  source       = "../../modules/ecr"
  repositories = keys(local.platform.services)
  force_delete = !var.deletion_protection
}

module "identity" {
  source        = "../../modules/identity"
  name          = local.name
  domain_prefix = "${local.name}-${data.aws_caller_identity.current.account_id}"
  audience      = local.platform.oidc.audience
  scopes        = local.platform.oidc.scopes
  machine_clients = {
    lambda-csv = ["catalog:write"]
    operator   = local.platform.oidc.scopes
    # what it does when it calls another service by itself
    integration-service = ["customers:read", "orders:admin"]
  }
  callback_urls       = ["https://${var.gateway_host}/signed-in"]
  deletion_protection = var.deletion_protection
}

module "feeds" {
  source          = "../../modules/feeds"
  name            = local.name
  bucket          = coalesce(var.feed_bucket, "${local.name}-feeds-${data.aws_caller_identity.current.account_id}")
  feeds           = local.platform.feeds
  package         = var.function_package
  product_api_url = "https://${var.gateway_host}/products"
  oidc = {
    token_url = module.identity.token_url
    client_id = module.identity.machine_client_ids["lambda-csv"]
    scope     = "${local.platform.oidc.audience}/catalog:write"
  }
  oidc_client_secret = module.identity.machine_client_secrets["lambda-csv"]
  concurrency        = var.feed_concurrency
  allow_continuation = !var.emulated
  alarm_topic_arns   = [module.alarms.topic_arn]
  log_retention_days = var.log_retention_days
  force_destroy      = !var.deletion_protection
}

module "marketplace" {
  count         = var.marketplace == null ? 0 : 1
  source        = "../../modules/marketplace"
  name          = local.name
  bucket        = "${local.name}-marketplace-${data.aws_caller_identity.current.account_id}"
  force_destroy = !var.deletion_protection
}

module "release" {
  count                 = var.release_repository == null ? 0 : 1
  source                = "../../modules/release"
  name                  = local.name
  environment           = var.environment
  repository            = var.release_repository
  image_repository_arns = module.images.repository_arns
}

# What an operator signs in with to call the API: ./caravan cloud token and load read it.
resource "aws_secretsmanager_secret" "operator_client" {
  name                    = "${local.name}/oidc/operator"
  description             = "Id and secret of the OIDC client operator, which has every scope of the platform"
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "operator_client" {
  secret_id = aws_secretsmanager_secret.operator_client.id
  secret_string_wo = jsonencode({
    client_id     = module.identity.machine_client_ids["operator"]
    client_secret = module.identity.machine_client_secrets["operator"]
  })
  secret_string_wo_version = 1
}

# What the integration service calls other services with.
resource "aws_secretsmanager_secret" "integration_client" {
  name                    = "${local.name}/oidc/integration-service"
  description             = "Id and secret of the OIDC client integration-service"
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "integration_client" {
  secret_id = aws_secretsmanager_secret.integration_client.id
  secret_string_wo = jsonencode({
    client_id     = module.identity.machine_client_ids["integration-service"]
    client_secret = module.identity.machine_client_secrets["integration-service"]
  })
  secret_string_wo_version = 1
}

module "mail" {
  source = "../../modules/mail"
  name   = local.name
  domain = try(regex("@([^@>]+)>?$", var.mail_from)[0], null)
}

# By which Argo CD reads the repository, where it is private: {"username": …, "password": …} of a token that may read, or
# {"sshPrivateKey": …}. Whoever operates puts it in; the platform stack hands it to Argo CD through no state.
resource "aws_secretsmanager_secret" "repository" {
  name                    = "${local.name}/argocd/repository"
  description             = "By which Argo CD reads the repository"
  recovery_window_in_days = 0
}

# The ERP's SFTP server: {"host": …, "port": "22", "user": …, "password": …, "host_key": "ssh-ed25519 AAAA…"}. Whoever operates puts
# it in; kustomize/components/erp-export hands it to the integration service.
resource "aws_secretsmanager_secret" "erp_sftp" {
  count                   = var.erp_export ? 1 : 0
  name                    = "${local.name}/erp/sftp"
  description             = "Where files of orders go, who logs in there, and by which key the server is known"
  recovery_window_in_days = 0
}

# Fluent Bit's Google key: its output knows no federation. The gcp stack fills it in.
resource "aws_secretsmanager_secret" "fluent_bit" {
  name                    = "${local.name}/fluent-bit/google-key"
  description             = "Key of the Google service account that writes to Cloud Logging"
  recovery_window_in_days = 0
}
