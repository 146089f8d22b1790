variable "name" {
  description = "Prefix of every name."
  type        = string
  validation {
    condition     = length(var.name) <= 24
    error_message = "name must have 24 characters at most: a target group's name has 32."
  }
}

variable "host" {
  description = "Host name of the shop."
  type        = string
}

variable "dns_zone_id" {
  description = "The Route 53 zone that the host name is in."
  type        = string
  validation {
    condition     = can(regex("^[A-Z0-9]{10,32}$", var.dns_zone_id))
    error_message = "dns_zone_id must be the id of a public Route 53 zone, such as Z0123456789ABCDEFGHIJ (aws route53 list-hosted-zones)."
  }
}

variable "vpc_id" {
  type = string
}

variable "public_subnet_ids" {
  type = list(string)
}

variable "node_security_group_id" {
  description = "The group of every node and pod."
  type        = string
}

variable "port" {
  description = "The gateway's API port."
  type        = number
}

variable "management_port" {
  description = "The gateway's management port, which says whether a pod is ready; no listener leads to it."
  type        = number
}

variable "requests_in_five_minutes" {
  description = "More from one address are refused."
  type        = number
  default     = 30000
}

variable "create_firewall" {
  description = "Whether there is a firewall; only an emulator without one needs false."
  type        = bool
  default     = true
}

variable "deletion_protection" {
  type = bool
}
