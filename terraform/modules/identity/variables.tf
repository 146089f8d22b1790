variable "name" {
  description = "Prefix of every name."
  type        = string
}

variable "domain_prefix" {
  description = "First label of the token endpoint's host name; unique in the region."
  type        = string
  validation {
    condition     = can(regex("^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$", var.domain_prefix)) && !can(regex("aws|amazon|cognito", var.domain_prefix))
    error_message = "domain_prefix must be a host label of lower-case letters, digits and hyphens, without the words aws, amazon or cognito."
  }
}

variable "audience" {
  description = "The resource server: tokens carry its scopes as audience/scope."
  type        = string
}

variable "scopes" {
  description = "The platform's scopes."
  type        = list(string)
}

variable "machine_clients" {
  description = "Programs that get tokens with their own id and secret, and the scopes of each."
  type        = map(list(string))
  validation {
    condition     = alltrue(flatten([for scopes in values(var.machine_clients) : [for scope in scopes : contains(var.scopes, scope)]]))
    error_message = "A machine client asks for a scope that the platform does not have."
  }
}

variable "callback_urls" {
  description = "Where the storefront takes users back to after they sign in."
  type        = list(string)
  validation {
    condition     = alltrue([for url in var.callback_urls : startswith(url, "https://") || startswith(url, "http://localhost")])
    error_message = "callback_urls must use https (http only for localhost)."
  }
}

variable "deletion_protection" {
  type = bool
}
