variable "name" {
  description = "Prefix of every name."
  type        = string
}

variable "domain" {
  description = "The domain that mails are from; null: no mails."
  type        = string
  default     = null
  validation {
    condition     = var.domain == null || can(regex("^[a-z0-9.-]+\\.[a-z]{2,}$", var.domain))
    error_message = "domain must be a domain such as shop.example, without an @."
  }
}
