variable "name" {
  description = "The cluster's name, and the prefix of every other one."
  type        = string
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes."
  type        = string
  validation {
    condition     = can(regex("^1\\.(3[2-9]|[4-9][0-9])$", var.kubernetes_version))
    error_message = "kubernetes_version must be a minor version that EKS still supports, such as 1.34."
  }
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  description = "Private subnets, for the nodes and the control plane's interfaces."
  type        = list(string)
}

variable "node_groups" {
  description = "Groups of nodes by name."
  type = map(object({
    instance_types = list(string)
    min            = number
    desired        = number
    max            = number
    disk_gib       = optional(number, 50)
    capacity_type  = optional(string, "ON_DEMAND")
  }))
  validation {
    condition     = alltrue([for group in var.node_groups : group.min <= group.max])
    error_message = "A node group's min is above its max."
  }
  validation {
    condition     = alltrue([for group in var.node_groups : group.min <= group.desired && group.desired <= group.max])
    error_message = "A node group's desired size is not between its min and its max."
  }
  validation {
    condition     = sum([for group in var.node_groups : group.min]) >= 2
    error_message = "The node groups' min come to fewer than 2 nodes: without a node every pod stays Pending, and one alone cannot be drained."
  }
  validation {
    condition     = alltrue(flatten([for group in var.node_groups : [for type in group.instance_types : !can(regex("^[a-z]+[0-9]+g[a-z]*\\.", type)) && !startswith(type, "a1.")]]))
    error_message = "A node group's instance_types name an ARM machine (the g in t4g.large); the images of the services are for x86-64, such as t3.large or m7i.xlarge."
  }
  validation {
    condition     = alltrue([for group in var.node_groups : contains(["ON_DEMAND", "SPOT"], group.capacity_type)])
    error_message = "A node group's capacity_type must be ON_DEMAND or SPOT."
  }
}

variable "api_public_cidrs" {
  description = "Addresses that may reach the Kubernetes API over the internet. Empty: only the VPC may."
  type        = list(string)
  validation {
    condition     = alltrue([for block in var.api_public_cidrs : try(cidrhost(block, 0) == split("/", block)[0] && tonumber(split("/", block)[1]) >= 16, false)])
    error_message = "api_public_cidrs must be blocks of IPv4 addresses that you know, each beginning where its block does and no larger than a /16, such as 203.0.113.7/32: 0.0.0.0/0 would open the Kubernetes API to everybody."
  }
  validation {
    condition     = !anytrue([for block in var.api_public_cidrs : can(regex("^(10|127|192\\.168|169\\.254|172\\.(1[6-9]|2[0-9]|3[01])|100\\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7]))\\.", block))])
    error_message = "api_public_cidrs names a private address, by which nobody comes over the internet: curl -s https://checkip.amazonaws.com prints the one that others see."
  }
}

variable "admin_role_arns" {
  description = "IAM roles whose holders administer the cluster."
  type        = list(string)
  default     = []
}

variable "workload_roles" {
  description = "IAM roles of workloads by name: which service account gets which permissions (EKS Pod Identity)."
  type = map(object({
    namespace       = string
    service_account = string
    policy          = string
  }))
  default = {}
}

variable "log_retention_days" {
  description = "How long the control plane's logs are kept."
  type        = number
}

variable "manage_addons" {
  description = "Whether EKS add-ons, access entries and Pod Identity associations are created; only an emulator without them needs false."
  type        = bool
  default     = true
}
