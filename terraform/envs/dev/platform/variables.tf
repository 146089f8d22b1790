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

variable "repository_private" {
  description = "Whether Argo CD needs credentials to read the repository: ./caravan cloud repository-key puts them in."
  type        = bool
  default     = false
}

variable "repository_credentials_version" {
  description = "Raise it after new credentials were put in."
  type        = number
  default     = 1
}
