variable "state_bucket" {
  description = "Bucket with the state of the aws root; ./caravan cloud fills it in."
  type        = string
}

variable "repository_url" {
  description = "The git repository that Argo CD syncs."
  type        = string
}

variable "revision" {
  description = "Branch or tag that Argo CD syncs."
  type        = string
  default     = "main"
}

variable "certificate_arn" {
  description = "ACM certificate of the gateway's host name."
  type        = string
}

variable "google_project" {
  description = "Google Cloud project that logs go to."
  type        = string
}
