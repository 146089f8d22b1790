variable "name" {
  description = "Prefix of every name, such as caravan-dev."
  type        = string
}

variable "cidr" {
  description = "The VPC's addresses, a /16."
  type        = string
  validation {
    condition     = endswith(var.cidr, "/16") && try(cidrhost(var.cidr, 0) == split("/", var.cidr)[0], false)
    error_message = "cidr \"${var.cidr}\" must be a block of IPv4 addresses with the prefix /16 that begins where the block does, such as 10.20.0.0/16; the subnets are cut from it."
  }
}

variable "availability_zones" {
  description = "Where the subnets are."
  type        = list(string)
  validation {
    condition     = length(var.availability_zones) >= 2 && length(var.availability_zones) <= 4
    error_message = "availability_zones must name 2 to 4 zones: EKS and RDS take no fewer than two."
  }
}

variable "peer_cidrs" {
  description = "Addresses of the networks that a VPN joins to this one."
  type        = list(string)
  default     = []
  validation {
    # Two blocks overlap when they are the same under the shorter of their two prefixes.
    condition = alltrue([
      for peer in var.peer_cidrs :
      cidrhost(format("%s/%d", split("/", var.cidr)[0], min(split("/", var.cidr)[1], split("/", peer)[1])), 0) !=
      cidrhost(format("%s/%d", split("/", peer)[0], min(split("/", var.cidr)[1], split("/", peer)[1])), 0)
    ])
    error_message = "The addresses of the two clouds overlap: none of peer_cidrs may share an address with cidr, or the VPN cannot route between them."
  }
}

variable "nat_per_zone" {
  description = "A NAT gateway in every zone instead of a single one, so that the loss of a zone takes no other with it."
  type        = bool
}

variable "log_retention_days" {
  description = "How long flow logs are kept."
  type        = number
}

variable "vpn_gateway_asn" {
  description = "Private autonomous system number of the AWS end of the VPN."
  type        = number
  default     = 64512
}

variable "propagate_vpn_routes" {
  description = "Whether the data subnets learn the other cloud's addresses; only an emulator that cannot tell needs false."
  type        = bool
  default     = true
}
