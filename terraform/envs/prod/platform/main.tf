# The production environment: three zones, a standby, nothing that a slip can destroy.
terraform {
  required_version = ">= 1.11"
  required_providers {
    helm = {
      source  = "hashicorp/helm"
      version = "~> 3.1"
    }
  }
  backend "s3" {
    key          = "platform.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}

data "terraform_remote_state" "aws" {
  backend = "s3"
  config = {
    bucket = var.state_bucket
    key    = "aws.tfstate"
    region = local.environment.aws.region
  }
}

locals {
  environment = jsondecode(file("${path.module}/../environment.json"))

  aws = data.terraform_remote_state.aws.outputs.stack
}

# A token for each run, from the caller's own AWS identity: no credential of the cluster is kept.
provider "helm" {
  kubernetes = {
    host                   = local.aws.cluster.endpoint
    cluster_ca_certificate = base64decode(local.aws.cluster.certificate_authority)
    exec = {
      api_version = "client.authentication.k8s.io/v1beta1"
      command     = "aws"
      args        = ["eks", "get-token", "--cluster-name", local.aws.cluster.name, "--region", local.aws.region]
    }
  }
}

module "stack" {
  source          = "../../../stacks/platform"
  environment     = "prod"
  repository_url  = var.repository_url
  revision        = var.revision
  certificate_arn = var.certificate_arn
  google_project  = var.google_project
  hpa             = { min = 2, max = 10 }
  aws             = local.aws
}
