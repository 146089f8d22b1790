# The production environment: three zones, a standby, nothing that a slip can destroy.
terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
  backend "s3" {
    key          = "aws.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}

locals {
  region      = local.environment.aws.region
  environment = jsondecode(file("${path.module}/../environment.json"))
}

provider "aws" {
  region = local.region
  default_tags {
    tags = { project = "caravan", environment = "prod", managed-by = "terraform" }
  }
}

module "stack" {
  source             = "../../../stacks/aws"
  environment        = "prod"
  region             = local.region
  cidr               = local.environment.aws.cidr
  google_cidr        = local.environment.google.cidr
  availability_zones = ["a", "b", "c"]

  # The size of the nodes: instance_types, and how many there are.
  node_groups = {
    services = {
      instance_types = ["m7i.xlarge"]
      min            = 3
      desired        = 4
      max            = 10
    }
  }

  database = {
    instance_class  = "db.m7g.large"
    storage_gib     = 100
    max_storage_gib = 500
    multi_az        = true
    backup_days     = 14
  }

  kafka = {
    broker_type      = "kafka.m7g.large"
    brokers_per_zone = 1
    storage_gib      = 250
  }

  log_retention_days    = 90
  deletion_protection   = var.deletion_protection
  kafka_deny_by_default = var.kafka_deny_by_default
  admin_role_arns       = var.admin_role_arns
  api_public_cidrs      = var.api_public_cidrs
  gateway_host          = var.gateway_host
  dns_zone_id           = var.dns_zone_id
  alarm_emails          = var.alarm_emails
  mail_from             = var.mail_from
  release_repository    = var.release_repository
  erp_export            = var.erp_export
  marketplace           = var.marketplace
  feed_concurrency      = local.environment.feed_concurrency
  function_package      = var.function_package
  emulated              = var.emulated
}
