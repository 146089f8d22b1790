variable "name" {
  description = "Prefix of every name."
  type        = string
}

variable "bucket" {
  description = "Name of the bucket that the feed is written to; unique in the world."
  type        = string
  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "bucket must have 3 to 63 lower-case letters, digits and hyphens."
  }
}

variable "force_destroy" {
  description = "Destroy the bucket with what is in it."
  type        = bool
}
