variable "name" {
  description = "Prefix of every name; the cluster's name."
  type        = string
}

variable "project" {
  type = string
}

variable "region" {
  type = string
}

variable "subnetwork" {
  type = string
}

variable "service_account_email" {
  description = "Who the machines are."
  type        = string
}

variable "image_version" {
  description = "Dataproc's image: of the list of vendors.json, which says when it was looked up."
  type        = string
  default     = "3.0.3-debian13"
  validation {
    condition     = contains(local.images, var.image_version)
    error_message = "image_version \"${var.image_version}\" is not known to have Flink 2.2 and Java 21, which the window job is built for. Those that do: ${join(", ", local.images)}. The release candidates (3.0-debian12 among them) have no Flink. A newer image: add it to terraform/vendors.json, from Google's list."
  }
}

variable "master_type" {
  type = string
}

variable "worker_type" {
  type = string
}

variable "workers" {
  type = number
  validation {
    condition     = var.workers >= 2
    error_message = "workers must be 2 or more: Dataproc's standard clusters begin there."
  }
}

variable "job_jar" {
  description = "The job's jar: flink-window-job/target/flink-window-job.jar."
  type        = string
  validation {
    condition     = fileexists(var.job_jar)
    error_message = "The job's jar is not there. Build it first: ./mvnw -pl flink-window-job -am package."
  }
}

variable "kafka_user_secret_id" {
  description = "The AWS secret with the job's present Kafka login; it is copied to Google's Secret Manager without being kept in the state."
  type        = string
}

variable "force_destroy" {
  description = "Whether destroy deletes buckets that hold objects, the job's state among them."
  type        = bool
}
