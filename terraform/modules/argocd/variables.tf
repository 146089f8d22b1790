variable "chart_version" {
  description = "Version of the chart argo-cd; 9.1.x installs Argo CD 3.2."
  type        = string
  default     = "9.1.0"
}

variable "apps_chart_version" {
  description = "Version of the chart argocd-apps."
  type        = string
  default     = "2.0.2"
}

variable "environment" {
  description = "Which overlay the cluster runs."
  type        = string
}

variable "repository_url" {
  description = "The git repository that Argo CD syncs."
  type        = string
  validation {
    condition     = can(regex("^(https://|ssh://|git@)", var.repository_url))
    error_message = "repository_url must be a git address over https or ssh."
  }
}

variable "revision" {
  description = "Branch or tag."
  type        = string
  default     = "main"
}

variable "annotations" {
  description = "What Terraform made, for the ApplicationSets: annotations of the cluster's secret."
  type        = map(string)
  validation {
    condition     = alltrue([for value in values(var.annotations) : value != null && value != ""])
    error_message = "An annotation is empty; a manifest made from it would be wrong."
  }
}

variable "high_availability" {
  type = bool
}

variable "repository_credentials" {
  description = "By which Argo CD reads the repository: username and password, or sshPrivateKey; null where anybody may."
  type        = map(string)
  default     = null
  ephemeral   = true
  sensitive   = true
}

variable "repository_credentials_version" {
  description = "Raise it to hand over new credentials."
  type        = number
  default     = 0
}
