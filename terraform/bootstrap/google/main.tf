# The interfaces of Google Cloud that the gcp part calls, switched on before it is planned: Terraform cannot even look at a
# resource whose interface is off, and one that was switched on a moment ago still refuses for a minute or two. Its state stays
# on the machine that ran it: switching on again changes nothing, and nothing is ever switched off.
terraform {
  required_version = ">= 1.11"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 7.0"
    }
  }
}

variable "project" {
  description = "Google Cloud project of the environment."
  type        = string
}

provider "google" {
  project = var.project
}

locals {
  services = toset(jsondecode(file("${path.module}/../../google-services.json")))
  # Without these two Terraform can switch on nothing: ./caravan cloud bootstrap does it with gcloud.
  first = toset(["cloudresourcemanager.googleapis.com", "serviceusage.googleapis.com"])
}

resource "google_project_service" "first" {
  for_each           = local.first
  service            = each.key
  disable_on_destroy = false
}

resource "google_project_service" "this" {
  for_each           = setsubtract(local.services, local.first)
  service            = each.key
  disable_on_destroy = false
  depends_on         = [google_project_service.first]
}

output "services" {
  value = local.services
}
