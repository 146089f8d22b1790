variable "name" {
  description = "Prefix of every name."
  type        = string
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  description = "Data subnets, one for each zone with brokers."
  type        = list(string)
  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "MSK needs subnets in two zones or more."
  }
}

variable "client_security_group_ids" {
  description = "Security groups that may connect, by name."
  type        = map(string)
}

variable "client_cidrs" {
  description = "Private addresses beyond the VPC that may connect, by name: the other cloud's subnet, through the VPN."
  type        = map(string)
  default     = {}
  validation {
    condition = alltrue([
      for block in values(var.client_cidrs) :
      can(cidrhost(block, 0)) && can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)", block)) && tonumber(split("/", block)[1]) >= 8
    ])
    error_message = "client_cidrs must be private addresses (RFC 1918): the brokers are never open to the internet."
  }
}

variable "port" {
  description = "The port of SASL/SCRAM over TLS, which MSK fixes."
  type        = number
  default     = 9096
}

variable "kafka_version" {
  type    = string
  default = "3.9.x"
}

variable "broker_type" {
  type = string
  validation {
    condition     = startswith(var.broker_type, "kafka.")
    error_message = "broker_type must be a class of MSK brokers such as kafka.m7g.large."
  }
}

variable "brokers_per_zone" {
  type    = number
  default = 1
  validation {
    condition     = var.brokers_per_zone >= 1
    error_message = "brokers_per_zone must be 1 or more."
  }
}

variable "storage_gib" {
  description = "Storage of each broker."
  type        = number
}

variable "users" {
  description = "Who may log in, by two logins each, which take turns."
  type        = list(string)
}

variable "deny_by_default" {
  description = "Whether nobody may do what no rule speaks of. Only when the first rules are there: nobody could write them."
  type        = bool
  default     = false
}

variable "log_retention_days" {
  type = number
}

variable "create_brokers" {
  description = "Whether there are brokers; only an emulator where they never get ready needs false."
  type        = bool
  default     = true
}
