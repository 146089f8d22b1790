variable "environment" {
  description = "dev or prod."
  type        = string
  validation {
    condition     = contains(["dev", "prod"], var.environment)
    error_message = "environment must be dev or prod."
  }
}

variable "project" {
  description = "Google Cloud project."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "project must be a Google Cloud project id: 6 to 30 lower-case letters, digits and hyphens."
  }
}

variable "region" {
  description = "Google Cloud region."
  type        = string
  validation {
    condition     = contains(local.regions, var.region)
    error_message = "region \"${var.region}\" is not a Google Cloud region that the platform knows. Known ones: ${join(", ", local.regions)}. It is named in the environment's environment.json."
  }
}

variable "cidr" {
  description = "Addresses of the analytics subnet."
  type        = string
}

variable "aws" {
  description = "Outputs of the environment's aws root."
  type = object({
    cidr                 = string
    region               = string
    vpn_gateway_id       = string
    table                = object({ name = string, arn = string })
    kafka                = object({ bootstrap_servers = string, user_secret_names = map(string) })
    fluent_bit_secret_id = string
  })
  validation {
    condition     = can(cidrhost(var.aws.cidr, 0))
    error_message = "aws.cidr is no block of IPv4 addresses: apply the aws root first."
  }
}

variable "machines" {
  description = "Machines of the analytics cluster."
  type = object({
    master_type = string
    worker_type = string
    workers     = number
  })
}

variable "job_jar" {
  description = "The window job's jar."
  type        = string
}

variable "static_access_key" {
  description = "Also make an IAM user for static keys (AWS_ACCESS_KEY_ID). The worse way."
  type        = bool
  default     = false
}

variable "log_retention_days" {
  type = number
}

variable "deletion_protection" {
  description = "While true, destroy leaves buckets that hold objects alone."
  type        = bool
}
