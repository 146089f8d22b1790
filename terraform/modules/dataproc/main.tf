# The cluster of the window job: Dataproc 3.0 with Flink, machines without public addresses, checkpoints on Cloud Storage.

locals {
  images = jsondecode(file("${path.module}/../../vendors.json")).dataproc_images.with_flink_2_2_and_java_21

  # What the machines run; its place changes with its content, so that a change makes new machines.
  script_names    = ["kafka-login", "supervise", "stop"]
  scripts_version = substr(sha256(join("", [for name in local.script_names : file("${path.module}/${name}.sh")])), 0, 12)
  scripts         = "gs://${google_storage_bucket.this["jars"].name}/machines/${local.scripts_version}"

  # A machine runs the job's master and some of its workers; each takes the first free port.
  metrics_ports      = [for number in range(4) : 9250 + number]
  metrics_port_range = "${local.metrics_ports[0]}-${local.metrics_ports[length(local.metrics_ports) - 1]}"

  # The name of the jar in the bucket changes with its content, so a new jar never replaces one that a job runs from.
  jar_object = "jobs/flink-window-job-${substr(filesha256(var.job_jar), 0, 12)}.jar"
  buckets = {
    staging = "what Dataproc keeps of a cluster and its jobs"
    jars    = "the job's jars and the machines' scripts"
    state   = "checkpoints and savepoints"
  }
}

# ---- what the machines may do ------------------------------------------------------------------------------------------

resource "google_project_iam_member" "machine" {
  for_each = toset(["roles/dataproc.worker", "roles/logging.logWriter", "roles/monitoring.metricWriter"])
  project  = var.project
  role     = each.key
  member   = "serviceAccount:${var.service_account_email}"
}

resource "google_storage_bucket" "this" {
  for_each                    = local.buckets
  name                        = "${var.project}-${var.name}-${each.key}"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = var.force_destroy

  versioning {
    enabled = each.key == "jars"
  }

  dynamic "lifecycle_rule" {
    for_each = each.key == "staging" ? [1] : []
    content {
      action {
        type = "Delete"
      }
      condition {
        age = 30
      }
    }
  }
}

resource "google_storage_bucket_iam_member" "machine" {
  for_each = {
    staging = "roles/storage.objectAdmin"
    jars    = "roles/storage.objectViewer"
    state   = "roles/storage.objectAdmin"
  }
  bucket = google_storage_bucket.this[each.key].name
  role   = each.value
  member = "serviceAccount:${var.service_account_email}"
}

# ---- the job's jar -----------------------------------------------------------------------------------------------------

resource "google_storage_bucket_object" "jar" {
  bucket = google_storage_bucket.this["jars"].name
  name   = local.jar_object
  source = var.job_jar
}

# ---- the job's Kafka login, from one cloud's vault to the other's -------------------------------------------------------
# Terraform copies the first; ./caravan cloud rotate adds those after it.

ephemeral "aws_secretsmanager_secret_version" "kafka" {
  secret_id = var.kafka_user_secret_id
}

resource "google_secret_manager_secret" "kafka" {
  secret_id = "${var.name}-kafka"
  replication {
    user_managed {
      replicas {
        location = var.region
      }
    }
  }
}

resource "google_secret_manager_secret_version" "kafka" {
  secret                 = google_secret_manager_secret.kafka.id
  secret_data_wo_version = 1
  secret_data_wo = join("\n", [
    "security.protocol=SASL_SSL",
    "sasl.mechanism=SCRAM-SHA-512",
    "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username=\"${jsondecode(ephemeral.aws_secretsmanager_secret_version.kafka.secret_string).username}\" password=\"${jsondecode(ephemeral.aws_secretsmanager_secret_version.kafka.secret_string).password}\";",
    "",
  ])
}

resource "google_secret_manager_secret_iam_member" "kafka" {
  secret_id = google_secret_manager_secret.kafka.id
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${var.service_account_email}"
}

resource "google_storage_bucket_object" "start_script" {
  bucket       = google_storage_bucket.this["jars"].name
  name         = "machines/start-${substr(filesha256("${path.module}/start.sh"), 0, 12)}.sh"
  content_type = "text/x-shellscript"
  content      = file("${path.module}/start.sh")
}

resource "google_storage_bucket_object" "script" {
  for_each     = toset(local.script_names)
  bucket       = google_storage_bucket.this["jars"].name
  name         = "machines/${local.scripts_version}/${each.key}.sh"
  content_type = "text/x-shellscript"
  content      = file("${path.module}/${each.key}.sh")
}

# The supervisor looks whether the job runs, and submits it; nothing else.
resource "google_project_iam_custom_role" "supervisor" {
  role_id     = "${replace(var.name, "-", "_")}_supervisor"
  title       = "Submits the window job of ${var.name}"
  permissions = ["dataproc.clusters.get", "dataproc.clusters.use", "dataproc.jobs.create", "dataproc.jobs.get", "dataproc.jobs.list"]
}

resource "google_project_iam_member" "supervisor" {
  project = var.project
  role    = google_project_iam_custom_role.supervisor.id
  member  = "serviceAccount:${var.service_account_email}"
}

# ---- the cluster -------------------------------------------------------------------------------------------------------

resource "google_dataproc_cluster" "this" {
  name                          = var.name
  region                        = var.region
  graceful_decommission_timeout = "120s"

  cluster_config {
    staging_bucket = google_storage_bucket.this["staging"].name
    temp_bucket    = google_storage_bucket.this["staging"].name

    gce_cluster_config {
      subnetwork             = var.subnetwork
      internal_ip_only       = true
      service_account        = var.service_account_email
      service_account_scopes = ["cloud-platform"]
      tags                   = ["dataproc"]
      metadata = {
        caravan-kafka-secret = google_secret_manager_secret.kafka.id
        caravan-state        = "gs://${google_storage_bucket.this["state"].name}"
        caravan-scripts      = local.scripts
      }
      shielded_instance_config {
        enable_secure_boot          = true
        enable_vtpm                 = true
        enable_integrity_monitoring = true
      }
    }

    # One master: Flink on Dataproc takes no more.
    master_config {
      num_instances = 1
      machine_type  = var.master_type
      disk_config {
        boot_disk_type    = "pd-balanced"
        boot_disk_size_gb = 100
      }
    }

    worker_config {
      num_instances = var.workers
      machine_type  = var.worker_type
      disk_config {
        boot_disk_type    = "pd-balanced"
        boot_disk_size_gb = 100
      }
    }

    software_config {
      image_version       = var.image_version
      optional_components = ["FLINK"]
      override_properties = {
        "flink:state.backend.type"                                = "hashmap"
        "flink:execution.checkpointing.dir"                       = "gs://${google_storage_bucket.this["state"].name}/checkpoints"
        "flink:execution.checkpointing.savepoint-dir"             = "gs://${google_storage_bucket.this["state"].name}/savepoints"
        "flink:metrics.reporter.prometheus.factory.class"         = "org.apache.flink.metrics.prometheus.PrometheusReporterFactory"
        "flink:metrics.reporter.prometheus.port"                  = local.metrics_port_range
        "dataproc:dataproc.logging.stackdriver.job.driver.enable" = "true"
      }
    }

    initialization_action {
      script      = "gs://${google_storage_bucket.this["jars"].name}/${google_storage_bucket_object.start_script.name}"
      timeout_sec = 300
    }
  }

  depends_on = [
    google_project_iam_member.machine,
    google_storage_bucket_iam_member.machine,
    google_secret_manager_secret_iam_member.kafka,
    google_secret_manager_secret_version.kafka,
    google_project_iam_member.supervisor,
    google_storage_bucket_object.script,
  ]
}

# Where the machines are, for Prometheus.
data "google_compute_instance" "worker" {
  count = var.workers
  name  = google_dataproc_cluster.this.cluster_config[0].worker_config[0].instance_names[count.index]
  zone  = google_dataproc_cluster.this.cluster_config[0].gce_cluster_config[0].zone
}
