mock_provider "google" {}

variables {
  name                  = "caravan-test"
  project               = "caravan-project"
  region                = "us-east4"
  subnetwork            = "projects/p/regions/us-east4/subnetworks/analytics"
  service_account_email = "job@caravan-project.iam.gserviceaccount.com"
  master_type           = "n2-standard-2"
  worker_type           = "n2-standard-2"
  workers               = 2
  job_jar               = "./tests/dataproc.tftest.hcl" # any file: what is in it does not matter to a plan
  force_destroy         = false
}

run "secret" {
  module {
    source = "./tests/secret"
  }
}

run "holds" {
  command = plan
  variables {
    kafka_user_secret_id = run.secret.id
  }

  # the cluster runs Flink on Dataproc 3.0
  assert {
    condition     = google_dataproc_cluster.this.cluster_config[0].software_config[0].image_version == "3.0.3-debian13" && google_dataproc_cluster.this.cluster_config[0].software_config[0].optional_components == toset(["FLINK"])
    error_message = "The window job needs Dataproc 3.0 with Flink."
  }
  assert {
    condition     = google_dataproc_cluster.this.cluster_config[0].master_config[0].num_instances == 1
    error_message = "Flink on Dataproc takes one master."
  }

  # its machines have no public address, and start only what is signed
  assert {
    condition     = google_dataproc_cluster.this.cluster_config[0].gce_cluster_config[0].internal_ip_only && google_dataproc_cluster.this.cluster_config[0].gce_cluster_config[0].shielded_instance_config[0].enable_secure_boot
    error_message = "Machines must have no public address, and secure boot."
  }

  # its machines may work and log, and nothing else in the project
  assert {
    condition     = toset(keys(google_project_iam_member.machine)) == toset(["roles/dataproc.worker", "roles/logging.logWriter", "roles/monitoring.metricWriter"])
    error_message = "The machines have other roles than those of a worker that logs."
  }
  assert {
    condition     = google_storage_bucket_iam_member.machine["jars"].role == "roles/storage.objectViewer"
    error_message = "The machines must not change the jar that they run."
  }

  # what keeps the job running may submit it, and nothing else
  assert {
    condition     = toset(google_project_iam_custom_role.supervisor.permissions) == toset(["dataproc.clusters.get", "dataproc.clusters.use", "dataproc.jobs.create", "dataproc.jobs.get", "dataproc.jobs.list"])
    error_message = "The supervisor may do more than submit the job."
  }

  # buckets are private
  assert {
    condition     = alltrue([for b in google_storage_bucket.this : b.public_access_prevention == "enforced" && b.uniform_bucket_level_access])
    error_message = "A bucket could be made public."
  }
  assert {
    condition     = alltrue([for b in google_storage_bucket.this : !b.force_destroy])
    error_message = "A bucket with the job's state must not be deleted by a slip."
  }

  # no password is in the state, in metadata or in properties
  assert {
    condition     = google_secret_manager_secret_version.kafka.secret_data == null
    error_message = "The Kafka password would lie in the state: it must be write-only."
  }
  assert {
    condition     = alltrue([for name in keys(google_dataproc_cluster.this.cluster_config[0].software_config[0].override_properties) : !strcontains(lower(name), "access_key")])
    error_message = "Keys must not be properties of the cluster."
  }
}

# refuses the release candidate, which has neither Flink nor Java 21
run "refuses_release_candidate" {
  command = plan
  variables {
    kafka_user_secret_id = run.secret.id
    image_version        = "3.0-debian12"
  }
  expect_failures = [var.image_version]
}

# refuses another image, one worker, a missing jar
run "refuses_1" {
  command = plan
  variables {
    kafka_user_secret_id = run.secret.id
    image_version        = "2.2-debian12"
    workers              = 1
    job_jar              = "./no-such.jar"
  }
  expect_failures = [var.image_version, var.workers, var.job_jar]
}
