# Where alarms go: one topic for what CloudWatch sees and for what Alertmanager routes, and the people who are told. Then the
# alarms of the managed parts, which no pod can see coming: a full disk stops PostgreSQL and Kafka alike.

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
  statement {
    sid       = "CloudWatchEncrypts"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"] # in a key policy: this key
    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_kms_key" "this" {
  description         = "${var.name}: alarms under way"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.key.json
}

resource "aws_sns_topic" "this" {
  name              = "${var.name}-alarms"
  kms_master_key_id = aws_kms_key.this.arn
}

data "aws_iam_policy_document" "topic" {
  statement {
    sid       = "CloudWatchPublishes"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.this.arn]
    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_sns_topic_policy" "this" {
  arn    = aws_sns_topic.this.arn
  policy = data.aws_iam_policy_document.topic.json
}

# Each of them gets a message that asks to confirm; until then nothing else comes.
resource "aws_sns_topic_subscription" "email" {
  for_each  = toset(var.emails)
  topic_arn = aws_sns_topic.this.arn
  protocol  = "email"
  endpoint  = each.key
}

# ---- PostgreSQL --------------------------------------------------------------------------------------------------------

locals {
  gib = 1024 * 1024 * 1024

  database = {
    storage = {
      description = "Less than a tenth of the database's storage is free, or than 2 GiB. It grows by itself up to max_storage_gib."
      metric      = "FreeStorageSpace"
      statistic   = "Minimum"
      below       = true
      threshold   = max(2, var.database.storage_gib / 10) * local.gib
      minutes     = 5
    }
    connections = {
      description = "The database has more connections than the pools of all pods may open."
      metric      = "DatabaseConnections"
      statistic   = "Maximum"
      below       = false
      threshold   = var.database.max_connections
      minutes     = 5
    }
    cpu = {
      description = "The database has used more than 90 % of its processors for a quarter of an hour."
      metric      = "CPUUtilization"
      statistic   = "Average"
      below       = false
      threshold   = 90
      minutes     = 15
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "database" {
  for_each            = local.database
  alarm_name          = "${var.name}-database-${each.key}"
  alarm_description   = each.value.description
  namespace           = "AWS/RDS"
  metric_name         = each.value.metric
  dimensions          = { DBInstanceIdentifier = var.name }
  statistic           = each.value.statistic
  period              = 60
  evaluation_periods  = each.value.minutes
  threshold           = each.value.threshold
  comparison_operator = each.value.below ? "LessThanThreshold" : "GreaterThanThreshold"
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.this.arn]
  ok_actions          = [aws_sns_topic.this.arn]
}

# ---- Kafka -------------------------------------------------------------------------------------------------------------

locals {
  kafka = {
    disk = {
      description = "A broker's disk is fuller than 80 %. Raise kafka.storage_gib: it can grow without a stop."
      metric      = "KafkaDataLogsDiskUsed"
      statistic   = "Maximum"
      threshold   = 80
      per_broker  = true
    }
    offline = {
      description = "Partitions have no leader: what is written to them is refused."
      metric      = "OfflinePartitionsCount"
      statistic   = "Maximum"
      threshold   = 0
      per_broker  = false
    }
  }
  kafka_alarms = merge([
    for name, alarm in local.kafka : {
      for broker in(alarm.per_broker ? range(1, var.broker_count + 1) : [0]) :
      broker == 0 ? name : "${name}-${broker}" => merge(alarm, { broker = broker })
    }
  ]...)
}

resource "aws_cloudwatch_metric_alarm" "kafka" {
  for_each          = local.kafka_alarms
  alarm_name        = "${var.name}-kafka-${each.key}"
  alarm_description = each.value.description
  namespace         = "AWS/Kafka"
  metric_name       = each.value.metric
  dimensions = merge(
    { "Cluster Name" = var.name },
    each.value.broker == 0 ? {} : { "Broker ID" = tostring(each.value.broker) },
  )
  statistic           = each.value.statistic
  period              = 60
  evaluation_periods  = 5
  threshold           = each.value.threshold
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "missing"
  alarm_actions       = [aws_sns_topic.this.arn]
  ok_actions          = [aws_sns_topic.this.arn]
}
