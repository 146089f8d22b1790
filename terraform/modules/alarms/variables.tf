variable "name" {
  description = "Prefix of every name; that of the database and of the brokers."
  type        = string
}

variable "emails" {
  description = "Who is told."
  type        = list(string)
  validation {
    condition     = length(var.emails) > 0 && alltrue([for email in var.emails : can(regex("^[^@ ]+@[^@ ]+\\.[^@ ]+$", email))])
    error_message = "alarm_emails must name one mail address or more: an alarm that reaches nobody is none."
  }
}

variable "database" {
  description = "Storage of the database, and how many connections the pools of all pods come to."
  type        = object({ storage_gib = number, max_connections = number })
}

variable "broker_count" {
  type = number
}
