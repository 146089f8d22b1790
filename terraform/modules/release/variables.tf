variable "name" {
  description = "Prefix of every name."
  type        = string
}

variable "environment" {
  description = "The CI's environment of this name may release."
  type        = string
}

variable "issuer" {
  description = "Host of the CI's OIDC issuer."
  type        = string
  default     = "token.actions.githubusercontent.com"
}

variable "repository" {
  description = "The one repository whose runs may push, as owner/name."
  type        = string
  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$", var.repository))
    error_message = "release_repository must be one repository as owner/name, without a wildcard."
  }
}

variable "image_repository_arns" {
  type = list(string)
}
