variables {
  name                      = "caravan-test"
  vpc_id                    = "vpc-1"
  subnet_ids                = ["subnet-1", "subnet-2"]
  client_security_group_ids = { nodes = "sg-0123456789abcdef0" }
  database_name             = "ecommerce"
  roles                     = ["catalog", "customer", "orders", "integration", "operator"]
  instance_class            = "db.t4g.medium"
  storage_gib               = 20
  max_storage_gib           = 100
  multi_az                  = true
  deletion_protection       = true
  keep_last_state           = true
  backup_days               = 14
  log_retention_days        = 90
}

run "holds" {
  command = plan

  # is encrypted at rest
  assert {
    condition     = aws_db_instance.this.storage_encrypted && aws_kms_key.this.enable_key_rotation
    error_message = "The database's storage must be encrypted with a key that rotates."
  }
  assert {
    condition     = aws_db_instance.this.performance_insights_enabled
    error_message = "Performance Insights must be there to explain a slow day."
  }

  # is reached by tls only
  assert {
    condition     = anytrue([for p in aws_db_parameter_group.this.parameter : p.name == "rds.force_ssl" && p.value == "1"])
    error_message = "PostgreSQL must refuse connections without TLS."
  }

  # is not public
  assert {
    condition     = !aws_db_instance.this.publicly_accessible
    error_message = "The database must have no public address."
  }
  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.client : rule.cidr_ipv4 == null && rule.from_port == 5432 && rule.to_port == 5432])
    error_message = "Only named security groups may connect, and only to PostgreSQL."
  }

  # nobody knows its master password
  assert {
    condition     = aws_db_instance.this.manage_master_user_password && aws_db_instance.this.password == null
    error_message = "RDS must keep the master password itself."
  }

  # each service has a role with its own password
  assert {
    condition     = toset(keys(aws_secretsmanager_secret_version.role)) == toset(["catalog", "customer", "orders", "integration", "operator"])
    error_message = "Each role needs a secret."
  }
  assert {
    condition     = alltrue([for version in aws_secretsmanager_secret_version.role : version.secret_string == null])
    error_message = "A password would lie in the state: it must be write-only."
  }

  # a rotation leaves Terraform's own version findable, and Terraform the rotated one in place
  assert {
    condition     = alltrue([for version in aws_secretsmanager_secret_version.role : toset(version.version_stages) == toset(["AWSCURRENT", "FIRST"]) && version.secret_string_wo_version == 1])
    error_message = "Without a label of its own the first version goes some day, and Terraform would make it anew in the place of the present one."
  }

  # prod survives a zone and a slip
  assert {
    condition     = aws_db_instance.this.multi_az && aws_db_instance.this.deletion_protection && !aws_db_instance.this.skip_final_snapshot && aws_db_instance.this.backup_retention_period == 14
    error_message = "With deletion protection there must be a standby, backups and a last snapshot."
  }

  # logs are kept
  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.this : group.retention_in_days == 90]) && contains(aws_db_instance.this.enabled_cloudwatch_logs_exports, "postgresql")
    error_message = "PostgreSQL's log must be kept as long as said."
  }
}

# what goes is kept, though its protection is off by then
run "keeps_what_goes" {
  command = plan
  variables {
    deletion_protection = false
  }
  assert {
    condition     = !aws_db_instance.this.skip_final_snapshot && !aws_db_instance.this.delete_automated_backups
    error_message = "Destroying needs deletion_protection = false, and must leave a snapshot all the same."
  }
}

# refuses a class without encryption; refuses no backups; refuses storage that cannot grow
run "refuses_1" {
  command = plan
  variables {
    instance_class  = "db.t2.micro"
    backup_days     = 0
    max_storage_gib = 20
  }
  expect_failures = [var.instance_class, var.backup_days, var.max_storage_gib]
}

# refuses a class that is none
run "refuses_2" {
  command = plan
  variables {
    instance_class = "t4g.medium"
  }
  expect_failures = [var.instance_class]
}
