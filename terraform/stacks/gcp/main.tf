# The Google side of an environment, and what joins it to AWS.

locals {
  regions = [
    "us-central1", "us-east1", "us-east4", "us-west1", "northamerica-northeast1", "southamerica-east1",
    "europe-west1", "europe-west2", "europe-west3", "europe-west4", "europe-west9", "europe-north1",
    "asia-east1", "asia-northeast1", "asia-south1", "asia-southeast1", "australia-southeast1",
  ]
  name = "caravan-${var.environment}"
}

module "network" {
  source     = "../../modules/gcp-network"
  name       = local.name
  region     = var.region
  cidr       = var.cidr
  peer_cidrs = [var.aws.cidr]
}

module "vpn" {
  source             = "../../modules/vpn"
  name               = local.name
  google_region      = var.region
  google_network     = module.network.network
  google_cidr        = module.network.cidr
  aws_vpn_gateway_id = var.aws.vpn_gateway_id
  log_retention_days = var.log_retention_days
}

module "federation" {
  source            = "../../modules/federation"
  name              = local.name
  table_arn         = var.aws.table.arn
  static_access_key = var.static_access_key
}

module "dataproc" {
  source                = "../../modules/dataproc"
  name                  = local.name
  project               = var.project
  region                = var.region
  subnetwork            = module.network.subnetwork
  service_account_email = module.federation.service_account_email
  master_type           = var.machines.master_type
  worker_type           = var.machines.worker_type
  workers               = var.machines.workers
  job_jar               = var.job_jar
  kafka_user_secret_id  = var.aws.kafka.user_secret_names["window-job"]
  force_destroy         = !var.deletion_protection
}

# Prometheus reads the job's metrics from the nodes of the other cloud, through the VPN.
resource "google_compute_firewall" "metrics" {
  name          = "${local.name}-metrics"
  network       = module.network.network
  direction     = "INGRESS"
  source_ranges = [var.aws.cidr]
  target_tags   = ["dataproc"]

  allow {
    protocol = "tcp"
    ports    = [module.dataproc.metrics_port_range]
  }
}

# Who Fluent Bit is in Google Cloud: it may write log entries, and nothing else.
resource "google_service_account" "fluent_bit" {
  account_id   = "${local.name}-fluent-bit"
  display_name = "Writes the cluster's logs"
}

resource "google_project_iam_member" "fluent_bit" {
  project = var.project
  role    = "roles/logging.logWriter"
  member  = "serviceAccount:${google_service_account.fluent_bit.email}"
}

resource "google_logging_project_bucket_config" "logs" {
  project        = var.project
  location       = var.region
  bucket_id      = "${local.name}-logs"
  retention_days = var.log_retention_days
}

resource "google_logging_project_sink" "logs" {
  name                   = "${local.name}-logs"
  destination            = "logging.googleapis.com/${google_logging_project_bucket_config.logs.id}"
  filter                 = "resource.type=(\"k8s_container\" OR \"cloud_dataproc_cluster\" OR \"cloud_dataproc_job\") AND (resource.labels.cluster_name=\"${local.name}\" OR labels.environment=\"${var.environment}\")"
  unique_writer_identity = true
}
