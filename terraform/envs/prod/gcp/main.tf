# The production environment: three zones, a standby, nothing that a slip can destroy.
terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
    google = {
      source  = "hashicorp/google"
      version = "~> 7.0"
    }
  }
  backend "s3" {
    key          = "gcp.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}

locals {
  region      = local.environment.google.region
  aws_region  = local.environment.aws.region
  environment = jsondecode(file("${path.module}/../environment.json"))
}

data "terraform_remote_state" "aws" {
  backend = "s3"
  config = {
    bucket = var.state_bucket
    key    = "aws.tfstate"
    region = local.aws_region
  }
}

provider "aws" {
  region = local.aws_region
  default_tags {
    tags = { project = "caravan", environment = "prod", managed-by = "terraform" }
  }
}

provider "google" {
  project = var.project
  region  = local.region
  default_labels = {
    project     = "caravan"
    environment = "prod"
  }
}

module "stack" {
  source      = "../../../stacks/gcp"
  environment = "prod"
  project     = var.project
  region      = local.region
  cidr        = local.environment.google.cidr
  aws         = data.terraform_remote_state.aws.outputs.stack

  machines = {
    master_type = "n2-standard-4"
    worker_type = "n2-standard-4"
    workers     = 3
  }

  job_jar             = "${path.module}/../../../../flink-window-job/target/flink-window-job.jar"
  static_access_key   = var.static_access_key
  log_retention_days  = 90
  deletion_protection = var.deletion_protection
}
