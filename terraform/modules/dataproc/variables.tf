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
  description = "Dataproc's image."
  type        = string
  default     = "3.0-debian12"
  validation {
    condition     = startswith(var.image_version, "3.0")
    error_message = "image_version must be a 3.0 image: the window job is built for its Flink 2.2 and Java 21."
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
  description = "The AWS secret with the job's Kafka user and password; it is copied to Google's Secret Manager without being kept in the state."
  type        = string
}

variable "password_version" {
  description = "Raise it together with the brokers' to copy a new password."
  type        = number
  default     = 1
}

variable "force_destroy" {
  description = "Whether destroy deletes buckets that hold objects, the job's state among them."
  type        = bool
}
