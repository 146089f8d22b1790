variable "name" {
  description = "Prefix of every name."
  type        = string
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  description = "Data subnets, in two zones or more."
  type        = list(string)
}

variable "client_security_group_ids" {
  description = "Security groups that may connect, by name."
  type        = map(string)
}

variable "database_name" {
  type = string
}

variable "port" {
  type    = number
  default = 5432
}

variable "roles" {
  description = "Login roles of the services; each gets a password of its own in Secrets Manager."
  type        = list(string)
}

variable "engine_version" {
  description = "Major version of PostgreSQL."
  type        = string
  default     = "17"
}

variable "instance_class" {
  description = "Size of the database."
  type        = string
  validation {
    condition     = can(regex("^db\\.[a-z0-9]+\\.[a-z0-9]+$", var.instance_class))
    error_message = "instance_class must be a database class such as db.t4g.medium."
  }
  validation {
    condition     = !can(regex("^db\\.(m1|m2|t1|cr1)\\.|^db\\.t2\\.micro$", var.instance_class))
    error_message = "instance_class is one that cannot encrypt its storage (db.m1, db.m2, db.cr1, db.t1, db.t2.micro), and this database is always encrypted. Take a current class such as db.t4g.medium."
  }
}

variable "storage_gib" {
  type = number
  validation {
    condition     = var.storage_gib >= 20
    error_message = "storage_gib must be 20 or more: gp3 volumes of RDS begin there."
  }
}

variable "max_storage_gib" {
  description = "Storage grows by itself up to this."
  type        = number
  validation {
    condition     = var.max_storage_gib > var.storage_gib
    error_message = "max_storage_gib must be above storage_gib."
  }
}

variable "multi_az" {
  description = "A standby in another zone."
  type        = bool
}

variable "deletion_protection" {
  description = "While true, the database cannot be destroyed."
  type        = bool
}

variable "keep_last_state" {
  description = "Whether a last snapshot and the automated backups stay when the database is destroyed. Apart from deletion_protection, which has to be off by then."
  type        = bool
}

variable "backup_days" {
  type = number
  validation {
    condition     = var.backup_days >= 1 && var.backup_days <= 35
    error_message = "backup_days must be from 1 to 35: without backups nothing can be restored."
  }
}

variable "log_retention_days" {
  type = number
}
