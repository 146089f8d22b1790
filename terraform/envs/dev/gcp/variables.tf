variable "project" {
  description = "Google Cloud project."
  type        = string
}

variable "state_bucket" {
  description = "Bucket with the state of the aws root; ./caravan cloud fills it in."
  type        = string
}

variable "static_access_key" {
  description = "Also make an IAM user for static keys. The worse way."
  type        = bool
  default     = false
}

variable "deletion_protection" {
  description = "Switch it off and apply before you destroy."
  type        = bool
  default     = false
}
