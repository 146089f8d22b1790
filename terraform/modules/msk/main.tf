# Kafka in the data subnets: TLS between clients, brokers and each other; nobody connects without a name and a password
# (SASL/SCRAM), which MSK takes from secrets that are called AmazonMSK_… and encrypted with a key of their own. What each may do
# is contracts/topics/acls.txt, which a job in the cluster writes.

locals {
  # Each user has two logins, which take turns (./caravan cloud rotate).
  logins = flatten([for user in var.users : [user, "${user}_b"]])
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_iam_policy_document" "key" {
  statement {
    sid       = "AccountAdministersKey"
    actions   = ["kms:*"]
    resources = ["*"] # in a key policy: this key
    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }
}

resource "aws_kms_key" "this" {
  for_each = {
    storage = "what the brokers store"
    secrets = "passwords of Kafka's users"
  }
  description         = "${var.name}: ${each.value}"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.key.json
}

resource "aws_security_group" "this" {
  name        = "${var.name}-kafka"
  description = "Brokers of ${var.name}"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "client" {
  for_each                     = var.client_security_group_ids
  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = each.value
  description                  = "Kafka over TLS from ${each.key}"
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port
}

resource "aws_vpc_security_group_ingress_rule" "other_cloud" {
  for_each          = var.client_cidrs
  security_group_id = aws_security_group.this.id
  cidr_ipv4         = each.value
  description       = "Kafka over TLS from ${each.key}"
  ip_protocol       = "tcp"
  from_port         = var.port
  to_port           = var.port
}

# Prometheus reads the brokers' metrics: JMX and node exporter.
resource "aws_vpc_security_group_ingress_rule" "metrics" {
  for_each                     = var.client_security_group_ids
  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = each.value
  description                  = "Metrics for ${each.key}"
  ip_protocol                  = "tcp"
  from_port                    = 11001
  to_port                      = 11002
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/caravan/${var.name}/kafka"
  retention_in_days = var.log_retention_days
}

resource "aws_msk_configuration" "this" {
  count             = var.create_brokers ? 1 : 0
  name              = var.name
  server_properties = <<-PROPERTIES
    allow.everyone.if.no.acl.found=${!var.deny_by_default}
    auto.create.topics.enable=false
    default.replication.factor=${min(3, length(var.subnet_ids))}
    min.insync.replicas=${length(var.subnet_ids) >= 3 ? 2 : 1}
    transaction.max.timeout.ms=900000
    unclean.leader.election.enable=false
  PROPERTIES
}

resource "aws_msk_cluster" "this" {
  count                  = var.create_brokers ? 1 : 0
  cluster_name           = var.name
  kafka_version          = var.kafka_version
  number_of_broker_nodes = length(var.subnet_ids) * var.brokers_per_zone

  broker_node_group_info {
    instance_type   = var.broker_type
    client_subnets  = var.subnet_ids
    security_groups = [aws_security_group.this.id]
    connectivity_info {
      public_access {
        type = "DISABLED"
      }
    }
    storage_info {
      ebs_storage_info {
        volume_size = var.storage_gib
      }
    }
  }

  client_authentication {
    unauthenticated = false
    sasl {
      scram = true
      iam   = false
    }
  }

  encryption_info {
    encryption_at_rest_kms_key_arn = aws_kms_key.this["storage"].arn
    encryption_in_transit {
      client_broker = "TLS"
      in_cluster    = true
    }
  }

  configuration_info {
    arn      = aws_msk_configuration.this[0].arn
    revision = aws_msk_configuration.this[0].latest_revision
  }

  open_monitoring {
    prometheus {
      jmx_exporter {
        enabled_in_broker = true
      }
      node_exporter {
        enabled_in_broker = true
      }
    }
  }

  logging_info {
    broker_logs {
      cloudwatch_logs {
        enabled   = true
        log_group = aws_cloudwatch_log_group.this.name
      }
    }
  }
}

# ---- logins: the brokers take each one's password from a secret of its own ------------------------------------------------
# Terraform makes the first passwords; ./caravan cloud rotate makes those after them. A version without a label is deleted some
# day, and Terraform would make the first one anew and in the place of the present: so it has a label of its own, besides that it
# is the present.

ephemeral "aws_secretsmanager_random_password" "login" {
  for_each            = toset(local.logins)
  password_length     = 40
  exclude_punctuation = true
}

resource "aws_secretsmanager_secret" "login" {
  for_each                = toset(local.logins)
  name                    = "AmazonMSK_${var.name}_${each.key}"
  description             = "Kafka login ${each.key}, for the brokers"
  kms_key_id              = aws_kms_key.this["secrets"].arn
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "login" {
  for_each  = toset(local.logins)
  secret_id = aws_secretsmanager_secret.login[each.key].id
  secret_string_wo = jsonencode({
    username = each.key
    password = ephemeral.aws_secretsmanager_random_password.login[each.key].random_password
  })
  secret_string_wo_version = 1
  version_stages           = ["AWSCURRENT", "FIRST"]

  lifecycle {
    ignore_changes = [version_stages]
  }
}

data "aws_iam_policy_document" "brokers_read_login" {
  for_each = toset(local.logins)
  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [aws_secretsmanager_secret.login[each.key].arn]
    principals {
      type        = "Service"
      identifiers = ["kafka.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_secretsmanager_secret_policy" "login" {
  for_each   = toset(local.logins)
  secret_arn = aws_secretsmanager_secret.login[each.key].arn
  policy     = data.aws_iam_policy_document.brokers_read_login[each.key].json
}

resource "aws_msk_single_scram_secret_association" "login" {
  for_each    = toset(var.create_brokers ? local.logins : [])
  cluster_arn = aws_msk_cluster.this[0].arn
  secret_arn  = aws_secretsmanager_secret.login[each.key].arn
  depends_on  = [aws_secretsmanager_secret_version.login, aws_secretsmanager_secret_policy.login]
}

# ---- users: which of the two logins is the present one, for whoever logs in ------------------------------------------------

ephemeral "aws_secretsmanager_secret_version" "first" {
  for_each  = toset(var.users)
  secret_id = aws_secretsmanager_secret_version.login[each.key].secret_id
}

resource "aws_secretsmanager_secret" "user" {
  for_each                = toset(var.users)
  name                    = "${var.name}/kafka/${each.key}"
  description             = "Present login of Kafka's user ${each.key}"
  kms_key_id              = aws_kms_key.this["secrets"].arn
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "user" {
  for_each                 = toset(var.users)
  secret_id                = aws_secretsmanager_secret.user[each.key].id
  secret_string_wo         = ephemeral.aws_secretsmanager_secret_version.first[each.key].secret_string
  secret_string_wo_version = 1
  version_stages           = ["AWSCURRENT", "FIRST"]

  lifecycle {
    ignore_changes = [version_stages]
  }
}
