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
    sid       = "ReadSecrets"
    actions   = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
    resources = concat(module.database.secret_arns, values(module.kafka.user_secret_arns), [aws_secretsmanager_secret.fluent_bit.arn])
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

# Fluent Bit reads no AWS data; it may learn which brokers there are, to label what they log.
data "aws_iam_policy_document" "fluent_bit" {
  statement {
    sid       = "DescribeCluster"
    actions   = ["eks:DescribeCluster"]
    resources = ["arn:${data.aws_partition.current.partition}:eks:${var.region}:${data.aws_caller_identity.current.account_id}:cluster/${local.name}"]
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
  workload_roles = {
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
    fluent-bit = {
      namespace       = "logging"
      service_account = "fluent-bit"
      policy          = data.aws_iam_policy_document.fluent_bit.json
    }
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
  password_version          = var.password_version
  instance_class            = var.database.instance_class
  storage_gib               = var.database.storage_gib
  max_storage_gib           = var.database.max_storage_gib
  multi_az                  = var.database.multi_az
  backup_days               = var.database.backup_days
  deletion_protection       = var.deletion_protection
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
  password_version          = var.password_version
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
    operator   = ["customers:admin", "orders:admin", "analytics:read"]
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
  log_retention_days = var.log_retention_days
  force_destroy      = !var.deletion_protection
}

# Fluent Bit's Google key: its output knows no federation. The gcp stack fills it in.
resource "aws_secretsmanager_secret" "fluent_bit" {
  name                    = "${local.name}/fluent-bit/google-key"
  description             = "Key of the Google service account that writes to Cloud Logging"
  recovery_window_in_days = 0
}
