variable "name" {
  description = "Prefix of every name."
  type        = string
}

variable "bucket" {
  description = "Name of the bucket that feeds are uploaded to; unique in the world."
  type        = string
  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "bucket must have 3 to 63 lower-case letters, digits and hyphens."
  }
}

variable "feeds" {
  description = "Which objects are feeds, and where their reports and the progress of long imports go."
  type = object({
    prefix      = string
    reports     = string
    checkpoints = string
  })
  validation {
    condition     = !startswith(var.feeds.reports, var.feeds.prefix) && !startswith(var.feeds.prefix, var.feeds.reports)
    error_message = "Reports must not lie under the prefix of feeds, or each would start the function again."
  }
}

variable "package" {
  description = "The function's zip: lambda-csv/target/lambda-csv.zip."
  type        = string
  validation {
    condition     = fileexists(var.package)
    error_message = "The function's zip is not there. Build it first: ./mvnw -pl lambda-csv -am package."
  }
}

variable "product_api_url" {
  description = "The gateway's /products, as the function reaches it."
  type        = string
  validation {
    condition     = startswith(var.product_api_url, "https://") && endswith(var.product_api_url, "/products")
    error_message = "product_api_url must be the gateway's products over https, such as https://shop.example.com/products."
  }
}

variable "oidc" {
  description = "How the function gets its token."
  type = object({
    token_url = string
    client_id = string
    scope     = string
  })
}

variable "oidc_client_secret" {
  type      = string
  sensitive = true
}

variable "memory_mib" {
  type    = number
  default = 1024
}

variable "snap_start" {
  description = "Start from a snapshot of the initialised function."
  type        = bool
  default     = true
}

variable "ephemeral_mib" {
  description = "Size of the function's /tmp, which holds rejected rows until the report is written."
  type        = number
  default     = 512
  validation {
    condition     = !var.snap_start || var.ephemeral_mib == 512
    error_message = "Lambda takes no snap_start with a /tmp above 512 MiB: switch snap_start off, or leave ephemeral_mib at 512."
  }
}

variable "concurrency" {
  description = "How many feeds have their first turn at the same time at most: reserved for the function, and its limit. null: as many as the account's quota lets; a new account's quota of 10 leaves nothing to reserve."
  type        = number
  default     = null
  validation {
    condition     = coalesce(var.concurrency, 1) >= 1
    error_message = "concurrency must be 1 or more, or null: 0 stops the function."
  }
}

variable "long_concurrency" {
  description = "How many feeds that take more than their first turn go on at the same time at most."
  type        = number
  default     = 2
  validation {
    condition     = var.long_concurrency >= 1
    error_message = "long_concurrency must be 1 or more: 0 stops the function."
  }
}

variable "log_retention_days" {
  type = number
}

variable "keep_feeds_days" {
  description = "After this, feeds and reports are deleted."
  type        = number
  default     = 90
}

variable "alarm_topic_arns" {
  description = "SNS topics told of feeds that nobody could import."
  type        = list(string)
  default     = []
}

variable "force_destroy" {
  description = "Whether destroy deletes a bucket that holds feeds."
  type        = bool
}

variable "allow_continuation" {
  description = "Whether Lambda is told that the function may begin itself again; only an emulator that does not know it needs false."
  type        = bool
  default     = true
}
