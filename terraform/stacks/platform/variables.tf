variable "environment" {
  description = "dev or prod; the overlay of the same name is what the cluster runs."
  type        = string
  validation {
    condition     = contains(["dev", "prod"], var.environment)
    error_message = "environment must be dev or prod."
  }
}

variable "repository_url" {
  description = "The git repository that Argo CD syncs."
  type        = string
}

variable "revision" {
  description = "Branch or tag."
  type        = string
  default     = "main"
}

variable "hpa" {
  description = "How many pods the api-gateway and the activity-service have."
  type = object({
    min = number
    max = number
  })
  default = { min = 2, max = 10 }
  validation {
    condition     = var.hpa.min <= var.hpa.max
    error_message = "hpa.min (${var.hpa.min}) is above hpa.max (${var.hpa.max})."
  }
  validation {
    condition     = var.hpa.min >= 2
    error_message = "hpa.min must be 2 or more: with one pod, a roll-out or a lost node is an outage."
  }
}

variable "repository_private" {
  description = "Whether Argo CD needs the credentials of the secret repository_secret_id to read the repository."
  type        = bool
  default     = false
}

variable "repository_credentials_version" {
  description = "Raise it after the secret has got new credentials."
  type        = number
  default     = 1
}

variable "aws" {
  description = "Outputs of the environment's aws root."
  type = object({
    region               = string
    cidr                 = string
    public_cidr          = string
    vpc_id               = string
    cluster              = object({ name = string })
    gateway_host         = string
    target_group_arn     = string
    alarm_topic_arn      = string
    repository_secret_id = string
    database             = object({ host = string, port = number, name = string, role_secret_names = map(string), master_secret_arn = string })
    kafka                = object({ bootstrap_servers = string, user_secret_names = map(string) })
    table                = object({ name = string, arn = string })
    feeds                = object({ bucket = string })
    mail                 = object({ host = string, from = string })
    identity             = object({ issuer_url = string, token_url = string, audience = string, storefront_client_id = string, machine_client_ids = map(string) })
    marketplace          = object({ bucket = string, link = string, image_link = string })
    image_repositories   = map(string)
    fluent_bit_secret_id = string
  })
}

variable "gcp" {
  description = "Outputs of the environment's gcp root."
  type = object({
    project            = string
    window_job_targets = list(string)
  })
  validation {
    condition     = length(var.gcp.window_job_targets) > 0
    error_message = "The gcp root names no machine of the window job: apply it first."
  }
}
