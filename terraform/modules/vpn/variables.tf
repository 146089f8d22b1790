variable "name" {
  description = "Prefix of every name."
  type        = string
}

variable "google_region" {
  type = string
}

variable "google_network" {
  type = string
}

variable "google_asn" {
  description = "Private autonomous system number of the Google end."
  type        = number
  default     = 65010
  validation {
    condition     = var.google_asn >= 64512 && var.google_asn <= 65534 && var.google_asn != var.aws_asn
    error_message = "google_asn must be private (64512 to 65534) and differ from aws_asn: BGP between the clouds needs two systems."
  }
}

variable "google_cidr" {
  description = "What Google announces: the analytics subnet."
  type        = string
}

variable "aws_vpn_gateway_id" {
  type = string
}

variable "aws_asn" {
  description = "Autonomous system number of the AWS end."
  type        = number
  default     = 64512
}

variable "log_retention_days" {
  type = number
}
