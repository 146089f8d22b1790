# The production environment: three zones, a standby, nothing that a slip can destroy.
terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
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

data "terraform_remote_state" "gcp" {
  backend = "s3"
  config = {
    bucket = var.state_bucket
    key    = "gcp.tfstate"
    region = local.environment.aws.region
  }
}

provider "aws" {
  region = local.environment.aws.region
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
  source         = "../../../stacks/platform"
  environment    = "prod"
  repository_url = var.repository_url
  revision       = var.revision
  hpa            = { min = 2, max = 10 }
  aws            = local.aws
  gcp            = data.terraform_remote_state.gcp.outputs.stack

  repository_private             = var.repository_private
  repository_credentials_version = var.repository_credentials_version
}
