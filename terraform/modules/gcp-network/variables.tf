variable "name" {
  description = "Prefix of every name."
  type        = string
}

variable "region" {
  type = string
}

variable "cidr" {
  description = "Addresses of the analytics machines."
  type        = string
  validation {
    condition     = can(cidrhost(var.cidr, 0)) && tonumber(split("/", var.cidr)[1]) <= 26
    error_message = "cidr must be a block of IPv4 addresses with a prefix of /26 or shorter, such as 10.60.0.0/20."
  }
}

variable "peer_cidrs" {
  description = "Addresses of the networks that a VPN joins to this one."
  type        = list(string)
  default     = []
  validation {
    condition = alltrue([
      for peer in var.peer_cidrs :
      cidrhost(format("%s/%d", split("/", var.cidr)[0], min(split("/", var.cidr)[1], split("/", peer)[1])), 0) !=
      cidrhost(format("%s/%d", split("/", peer)[0], min(split("/", var.cidr)[1], split("/", peer)[1])), 0)
    ])
    error_message = "The addresses of the two clouds overlap: none of peer_cidrs may share an address with cidr, or the VPN cannot route between them."
  }
}
