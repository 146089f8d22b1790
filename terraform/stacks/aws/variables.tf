variable "environment" {
  description = "dev or prod."
  type        = string
  validation {
    condition     = contains(["dev", "prod"], var.environment)
    error_message = "environment must be dev or prod."
  }
}

variable "region" {
  description = "AWS region."
  type        = string
  validation {
    condition     = contains(local.regions, var.region)
    error_message = "region \"${var.region}\" is not an AWS region that has everything the platform uses. Known ones: ${join(", ", local.regions)}. It is named in the environment's environment.json."
  }
}

variable "cidr" {
  description = "Addresses of the VPC, a /16."
  type        = string
}

variable "google_cidr" {
  description = "Addresses of the analytics subnet in Google Cloud, which the VPN joins."
  type        = string
  validation {
    condition     = try(cidrhost(var.google_cidr, 0) == split("/", var.google_cidr)[0], false)
    error_message = "google_cidr \"${var.google_cidr}\" must be a block of IPv4 addresses that begins where the block does, such as 10.60.0.0/20. It is named in the environment's environment.json."
  }
}

variable "availability_zones" {
  description = "Letters of the zones in the region."
  type        = list(string)
  validation {
    condition     = alltrue([for zone in var.availability_zones : can(regex("^[a-f]$", zone))]) && length(distinct(var.availability_zones)) == length(var.availability_zones)
    error_message = "availability_zones must be different letters such as [\"a\", \"b\", \"c\"]."
  }
  validation {
    condition     = var.environment != "prod" || length(var.availability_zones) >= 3
    error_message = "prod needs three availability zones or more: with one, or two, the loss of a zone takes Kafka's majority or the whole shop with it."
  }
}

variable "kubernetes_version" {
  type    = string
  default = "1.34"
}

variable "node_groups" {
  description = "Groups of EKS nodes by name."
  type = map(object({
    instance_types = list(string)
    min            = number
    desired        = number
    max            = number
    disk_gib       = optional(number, 50)
    capacity_type  = optional(string, "ON_DEMAND")
  }))
  validation {
    condition     = var.environment != "prod" || anytrue([for group in var.node_groups : group.min >= 3 && group.capacity_type == "ON_DEMAND"])
    error_message = "prod needs a node group with ON_DEMAND capacity and a min of 3 or more: one node for each zone."
  }
}

variable "api_public_cidrs" {
  description = "Addresses that may reach the Kubernetes API over the internet: the platform part and kubectl come from there. Empty: only the VPC may, and both must be run in it."
  type        = list(string)
}

variable "admin_role_arns" {
  description = "IAM roles whose holders administer the cluster."
  type        = list(string)
  validation {
    condition     = length(var.admin_role_arns) > 0 && alltrue([for arn in var.admin_role_arns : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:role/.+$", arn))])
    error_message = "admin_role_arns must name one IAM role or more, by ARN: nobody else can administer the cluster, not even its creator."
  }
}

variable "database" {
  description = "Size of PostgreSQL."
  type = object({
    instance_class  = string
    storage_gib     = number
    max_storage_gib = number
    multi_az        = bool
    backup_days     = number
    # Above what the pools of all pods may open; below what the class takes (db.t4g.medium: about 400).
    alarm_at_connections = optional(number, 300)
  })
  validation {
    condition     = var.environment != "prod" || var.database.multi_az
    error_message = "prod needs database.multi_az = true: with one availability zone, its loss stops every service."
  }
}

variable "kafka" {
  description = "Size of MSK."
  type = object({
    broker_type      = string
    brokers_per_zone = number
    storage_gib      = number
  })
}

variable "gateway_host" {
  description = "Host name of the shop; its DNS record points to the load balancer."
  type        = string
  validation {
    condition     = can(regex("^[a-z0-9.-]+\\.[a-z]{2,}$", var.gateway_host))
    error_message = "gateway_host must be a host name such as shop.example.com, without a scheme or a path."
  }
}

variable "dns_zone_id" {
  description = "The public Route 53 zone that gateway_host is in."
  type        = string
}

variable "alarm_emails" {
  description = "Who is told of alarms."
  type        = list(string)
}

variable "erp_export" {
  description = "Whether there is a secret for the login at the SFTP server of an ERP; kustomize/components/erp-export reads it."
  type        = bool
  default     = false
}

variable "mail_from" {
  description = "Whom mails to customers are from, such as \"The Shop <orders@shop.example>\"; null: no mails."
  type        = string
  default     = null
  validation {
    condition     = var.mail_from == null || can(regex("^([^<>@\"\\\\]+ <)?[^<>@ ]+@[a-z0-9.-]+\\.[a-z]{2,}>?$", var.mail_from))
    error_message = "mail_from must be an address, or a name and an address in angle brackets; the domain in lower case."
  }
}

variable "release_repository" {
  description = "The repository, as owner/name, whose CI may push images; null: nobody's."
  type        = string
  default     = null
}

variable "feed_bucket" {
  description = "Name of the bucket for feeds; null: made of the environment and the account."
  type        = string
  default     = null
}

variable "marketplace" {
  description = "Where shoppers find a product, and its picture: URLs with {id}. The catalog is written as a marketplace feed with them; null: there is none."
  type = object({
    link       = string
    image_link = string
  })
  default = null
  validation {
    condition     = var.marketplace == null ? true : alltrue([for url in values(var.marketplace) : can(regex("^https://[^ ]+$", url)) && strcontains(url, "{id}")])
    error_message = "marketplace must have URLs over https with {id} for the product, such as https://shop.example.com/products/{id}."
  }
}

variable "feed_concurrency" {
  description = "How many feeds are imported at the same time at most: reserved of the account's quota, of which Lambda keeps 100 unreserved. null: nothing is reserved."
  type        = number
  default     = null
}

variable "function_package" {
  description = "The feed function's zip."
  type        = string
}

variable "log_retention_days" {
  type = number
  validation {
    condition     = contains([7, 14, 30, 60, 90, 180, 365, 400], var.log_retention_days)
    error_message = "log_retention_days must be one of 7, 14, 30, 60, 90, 180, 365 and 400: logs are neither kept for ever nor lost at once."
  }
  validation {
    condition     = var.environment != "prod" || var.log_retention_days >= 90
    error_message = "prod keeps logs for 90 days or more."
  }
}

variable "deletion_protection" {
  description = "While true, destroy is refused by the database, the table and the user pool, and leaves buckets and images alone."
  type        = bool
}

variable "kafka_deny_by_default" {
  description = "Set it after the first sync, when contracts/topics/acls.txt is written: the brokers refuse what no rule allows."
  type        = bool
  default     = false
}

variable "emulated" {
  description = "Leave out what an emulator of AWS lacks (EKS add-ons, access entries, Pod Identity; brokers; routes from the VPN). Never true on a real account."
  type        = bool
  default     = false
}
