variables {
  name                      = "caravan-test"
  vpc_id                    = "vpc-1"
  subnet_ids                = ["subnet-1", "subnet-2", "subnet-3"]
  client_security_group_ids = { nodes = "sg-0123456789abcdef0" }
  client_cidrs              = { google = "10.60.0.0/20" }
  broker_type               = "kafka.m7g.large"
  storage_gib               = 100
  users                     = ["order-service", "window-job"]
  log_retention_days        = 90
}

run "holds" {
  command = plan

  # speaks tls only
  assert {
    condition     = aws_msk_cluster.this[0].encryption_info[0].encryption_in_transit[0].client_broker == "TLS"
    error_message = "Clients must reach the brokers by TLS only: neither PLAINTEXT nor TLS_PLAINTEXT."
  }
  assert {
    condition     = aws_msk_cluster.this[0].encryption_info[0].encryption_in_transit[0].in_cluster
    error_message = "Brokers must use TLS between each other."
  }

  # is encrypted at rest
  assert {
    condition     = alltrue([for key in aws_kms_key.this : key.enable_key_rotation]) && toset(keys(aws_kms_key.this)) == toset(["storage", "secrets"])
    error_message = "What brokers store, and their users' secrets, need keys of their own that rotate."
  }

  # nobody connects without a name
  assert {
    condition     = !aws_msk_cluster.this[0].client_authentication[0].unauthenticated && aws_msk_cluster.this[0].client_authentication[0].sasl[0].scram
    error_message = "Clients must log in."
  }
  assert {
    condition     = alltrue([for login, secret in aws_secretsmanager_secret.login : secret.name == "AmazonMSK_caravan-test_${login}"])
    error_message = "MSK takes only secrets whose names begin with AmazonMSK_."
  }
  assert {
    condition     = toset(keys(aws_msk_single_scram_secret_association.login)) == toset(["order-service", "order-service_b", "window-job", "window-job_b"])
    error_message = "Both logins of each user must be tied to the brokers."
  }
  assert {
    condition     = toset([for secret in aws_secretsmanager_secret.user : secret.name]) == toset(["caravan-test/kafka/order-service", "caravan-test/kafka/window-job"])
    error_message = "Each user needs a secret that names its present login."
  }
  assert {
    condition     = alltrue([for version in concat(values(aws_secretsmanager_secret_version.login), values(aws_secretsmanager_secret_version.user)) : version.secret_string == null])
    error_message = "A password would lie in the state: it must be write-only."
  }

  # a rotation leaves Terraform's own versions findable, and Terraform the rotated ones in place
  assert {
    condition     = alltrue([for version in concat(values(aws_secretsmanager_secret_version.login), values(aws_secretsmanager_secret_version.user)) : toset(version.version_stages) == toset(["AWSCURRENT", "FIRST"]) && version.secret_string_wo_version == 1])
    error_message = "Without a label of its own the first version goes some day, and Terraform would make it anew in the place of the present one."
  }

  # denies what no rule allows, once there are rules
  assert {
    condition     = strcontains(aws_msk_configuration.this[0].server_properties, "allow.everyone.if.no.acl.found=true")
    error_message = "Before the first rules are there the brokers must let them be written."
  }

  # is not public
  assert {
    condition     = aws_msk_cluster.this[0].broker_node_group_info[0].connectivity_info[0].public_access[0].type == "DISABLED"
    error_message = "The brokers must have no public address."
  }
  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.client : rule.cidr_ipv4 == null && rule.from_port == 9096 && rule.to_port == 9096])
    error_message = "Clients in the VPC come by security group, and only to the port of SASL over TLS."
  }
  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.other_cloud : rule.cidr_ipv4 == "10.60.0.0/20" && rule.from_port == 9096 && rule.to_port == 9096])
    error_message = "From the other cloud only the analytics subnet may connect."
  }

  # loses no acknowledged event
  assert {
    condition     = strcontains(aws_msk_configuration.this[0].server_properties, "min.insync.replicas=2") && strcontains(aws_msk_configuration.this[0].server_properties, "default.replication.factor=3") && strcontains(aws_msk_configuration.this[0].server_properties, "unclean.leader.election.enable=false")
    error_message = "An acknowledged event must be on two brokers of three."
  }
  assert {
    condition     = strcontains(aws_msk_configuration.this[0].server_properties, "transaction.max.timeout.ms=900000")
    error_message = "The window job's transactions take up to 15 minutes."
  }
  assert {
    condition     = strcontains(aws_msk_configuration.this[0].server_properties, "auto.create.topics.enable=false")
    error_message = "A misspelt topic must be an error."
  }

  # logs are kept
  assert {
    condition     = aws_msk_cluster.this[0].logging_info[0].broker_logs[0].cloudwatch_logs[0].enabled && aws_cloudwatch_log_group.this.retention_in_days == 90
    error_message = "The brokers' logs must be kept as long as said."
  }
}

run "denies_by_default" {
  command = plan
  variables {
    deny_by_default = true
  }
  assert {
    condition     = strcontains(aws_msk_configuration.this[0].server_properties, "allow.everyone.if.no.acl.found=false")
    error_message = "With rules in place the brokers must refuse what none of them allows."
  }
}

# refuses clients from the internet; refuses one zone; refuses a class of another service
run "refuses_1" {
  command = plan
  variables {
    client_cidrs = { everybody = "0.0.0.0/0" }
    subnet_ids   = ["subnet-1"]
    broker_type  = "m7g.large"
  }
  expect_failures = [var.client_cidrs, var.subnet_ids, var.broker_type]
}
