variable "name" {
  description = "Prefix of every name."
  type        = string
}

variable "table_arn" {
  description = "The one table that the window job writes."
  type        = string
  validation {
    condition     = can(regex("^arn:[a-z-]+:dynamodb:[a-z0-9-]+:[0-9]{12}:table/[A-Za-z0-9_.-]+$", var.table_arn))
    error_message = "table_arn must be the ARN of one DynamoDB table, without a wildcard."
  }
}

variable "audience" {
  description = "The audience that the job asks its Google identity token for (GOOGLE_IDENTITY_AUDIENCE)."
  type        = string
  default     = "sts.amazonaws.com"
}

variable "static_access_key" {
  description = "Also make an IAM user whose access keys may be given to the job as AWS_ACCESS_KEY_ID. The worse way: keys do not expire, and whoever reads them is the job."
  type        = bool
  default     = false
}
