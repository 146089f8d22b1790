variable "admin_role_arns" {
  description = "IAM roles whose holders administer the cluster."
  type        = list(string)
}

variable "api_public_cidrs" {
  description = "Addresses that may reach the Kubernetes API over the internet; empty: only the VPC may."
  type        = list(string)
}

variable "gateway_host" {
  description = "Host name of the shop."
  type        = string
}

variable "dns_zone_id" {
  description = "The public Route 53 zone that the host name is in."
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
  description = "Whom mails to customers are from; null: no mails."
  type        = string
  default     = null
}

variable "release_repository" {
  description = "The repository, as owner/name, whose CI may push images; null: nobody's."
  type        = string
  default     = null
}

variable "marketplace" {
  description = "Where shoppers find a product, and its picture: URLs with {id}, for the marketplace feed; null: there is none."
  type = object({
    link       = string
    image_link = string
  })
  default = null
}

variable "deletion_protection" {
  description = "Switch it off and apply before you destroy."
  type        = bool
  default     = false
}

variable "kafka_deny_by_default" {
  description = "Set it after the first sync, when contracts/topics/acls.txt is written: the brokers refuse what no rule allows."
  type        = bool
  default     = false
}

variable "emulated" {
  description = "Leave out what an emulator of AWS lacks. Never true on a real account."
  type        = bool
  default     = false
}

variable "function_package" {
  description = "The feed function's zip; by default what the build leaves."
  type        = string
  default     = "../../../../lambda-csv/target/lambda-csv.zip"
}
