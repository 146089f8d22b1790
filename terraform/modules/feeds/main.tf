# Feeds: a private bucket, whose feeds/ start the function, which posts to the gateway and writes reports/. What the
# function cannot bring to an end after three tries lies in the dead-letter queue, and an alarm tells.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  function = "${var.name}-lambda-csv"
  arn      = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:function:${local.function}"

  # One program as two functions, each with places of its own. A feed has its first turn, a minute, in the first; what takes
  # longer goes on in the second. So a feed that comes finds a place within a turn, however many long ones are on their way.
  lanes = {
    first = { name = local.function, concurrency = var.concurrency, turn_seconds = 60 }
    long  = { name = "${local.function}-long", concurrency = var.concurrency == null ? null : var.long_concurrency, turn_seconds = 900 }
  }
}

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
  description         = "${var.name}: feeds, and the function's settings"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.key.json
}

# ---- bucket ------------------------------------------------------------------------------------------------------------

resource "aws_s3_bucket" "this" {
  bucket        = var.bucket
  force_destroy = var.force_destroy
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  bucket = aws_s3_bucket.this.id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.this.arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this.id
  rule {
    id     = "expire"
    status = "Enabled"
    filter {}
    expiration {
      days = var.keep_feeds_days
    }
    noncurrent_version_expiration {
      noncurrent_days = 30
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 2
    }
  }
  rule {
    id     = "forget-checkpoints"
    status = "Enabled"
    filter {
      prefix = var.feeds.checkpoints
    }
    expiration {
      days = 7
    }
  }
  depends_on = [aws_s3_bucket_versioning.this]
}

data "aws_iam_policy_document" "bucket" {
  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.this.arn, "${aws_s3_bucket.this.arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "this" {
  bucket     = aws_s3_bucket.this.id
  policy     = data.aws_iam_policy_document.bucket.json
  depends_on = [aws_s3_bucket_public_access_block.this]
}

resource "aws_s3_bucket_notification" "feeds" {
  bucket = aws_s3_bucket.this.id
  lambda_function {
    id                  = "feeds"
    lambda_function_arn = aws_lambda_alias.live["first"].arn
    events              = ["s3:ObjectCreated:*"]
    filter_prefix       = var.feeds.prefix # no suffix: S3 tells .csv from .CSV, and what is no feed gets a report that says so
  }
  depends_on = [aws_lambda_permission.bucket]
}

# For whoever delivers feeds: to put them under a prefix of its own, and to read their reports. The prefix is the tag feed-owner
# of the IAM user or role, so nobody can overwrite the feeds of another, and who has no tag can put nothing.
data "aws_iam_policy_document" "owner" {
  statement {
    sid       = "PutFeeds"
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.this.arn}/${var.feeds.prefix}$${aws:PrincipalTag/feed-owner}/*"]
  }
  statement {
    sid       = "ReadReports"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.this.arn}/${var.feeds.reports}$${aws:PrincipalTag/feed-owner}/*"]
  }
  statement {
    sid       = "UseKeyThroughS3"
    actions   = ["kms:GenerateDataKey", "kms:Decrypt"]
    resources = [aws_kms_key.this.arn]
    condition {
      test     = "StringLike"
      variable = "kms:ViaService"
      values   = ["s3.*.amazonaws.com"]
    }
  }
}

resource "aws_iam_policy" "owner" {
  name        = "${var.name}-feed-owner"
  description = "Puts feeds and reads their reports"
  policy      = data.aws_iam_policy_document.owner.json
}

# ---- function ----------------------------------------------------------------------------------------------------------

resource "aws_sqs_queue" "dead_letters" {
  name                      = "${local.function}-dead-letters"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

data "aws_iam_policy_document" "dead_letters" {
  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.dead_letters.arn]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_sqs_queue_policy" "dead_letters" {
  queue_url = aws_sqs_queue.dead_letters.id
  policy    = data.aws_iam_policy_document.dead_letters.json
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  alarm_name          = "${local.function}-dead-letters"
  alarm_description   = "A feed could not be imported; its event lies in the dead-letter queue."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.dead_letters.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_topic_arns
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${local.function}"
  retention_in_days = var.log_retention_days
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "function" {
  statement {
    sid       = "ReadFeeds"
    actions   = ["s3:GetObject", "s3:GetObjectVersion"]
    resources = ["${aws_s3_bucket.this.arn}/${var.feeds.prefix}*"]
  }
  # Reports, and checkpoints: an import that is broken off goes on from its last one.
  statement {
    sid     = "KeepReportsAndCheckpoints"
    actions = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
    resources = [
      "${aws_s3_bucket.this.arn}/${var.feeds.reports}*",
      "${aws_s3_bucket.this.arn}/${var.feeds.checkpoints}*",
    ]
  }
  # A feed that takes more than its turn goes on in another invocation, which the function itself begins.
  statement {
    sid       = "GoOn"
    actions   = ["lambda:InvokeFunction"]
    resources = [local.arn, "${local.arn}:*", "${local.arn}-long", "${local.arn}-long:*"]
  }
  # Without it a missing object looks like a forbidden one.
  statement {
    sid       = "TellMissingFromForbidden"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.this.arn]
  }
  statement {
    sid       = "UseKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.this.arn]
  }
  statement {
    sid       = "SetAside"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.dead_letters.arn]
  }
  statement {
    sid       = "Log"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.this.arn}:*"]
  }
}

resource "aws_iam_role" "function" {
  name               = local.function
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "function" {
  name   = "import-feeds"
  role   = aws_iam_role.function.id
  policy = data.aws_iam_policy_document.function.json
}

resource "aws_lambda_function" "this" {
  for_each = local.lanes

  function_name    = each.value.name
  description      = "Imports CSV feeds into the product catalog"
  role             = aws_iam_role.function.arn
  filename         = var.package
  source_code_hash = filebase64sha256(var.package)
  runtime          = "java21"
  handler          = "dev.caravan.feed.FeedHandler::handleRequest"
  architectures    = ["arm64"]
  memory_size      = var.memory_mib
  timeout          = 900
  publish          = true
  kms_key_arn      = aws_kms_key.this.arn

  reserved_concurrent_executions = each.value.concurrency

  environment {
    variables = {
      PRODUCT_API_URL    = var.product_api_url
      OIDC_TOKEN_URL     = var.oidc.token_url
      OIDC_CLIENT_ID     = var.oidc.client_id
      OIDC_CLIENT_SECRET = var.oidc_client_secret
      OIDC_SCOPE         = var.oidc.scope
      FEED_TURN_SECONDS  = each.value.turn_seconds
      FEED_LONG_FUNCTION = "${local.arn}-long:live"
      # Rows under way stay in a small young generation: a million rows take no more memory than a thousand.
      JAVA_TOOL_OPTIONS = "-Xms40m -Xmn16m -XX:SurvivorRatio=3"
    }
  }

  ephemeral_storage {
    size = var.ephemeral_mib
  }

  dynamic "snap_start" {
    for_each = var.snap_start ? [1] : []
    content {
      apply_on = "PublishedVersions"
    }
  }

  dead_letter_config {
    target_arn = aws_sqs_queue.dead_letters.arn
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.this.name
  }

  depends_on = [aws_iam_role_policy.function]
}

# A long feed goes on in the next invocation, which the function itself begins. Lambda takes such a chain for a loop and ends it
# after sixteen; this one ends by itself, when the feed does, and its length is bounded by the feed's.
resource "aws_lambda_function_recursion_config" "this" {
  for_each = var.allow_continuation ? local.lanes : {}

  function_name  = aws_lambda_function.this[each.key].function_name
  recursive_loop = "Allow"
}

# Snapshots belong to published versions: the bucket calls the alias, never $LATEST.
resource "aws_lambda_alias" "live" {
  for_each = local.lanes

  name             = "live"
  function_name    = aws_lambda_function.this[each.key].function_name
  function_version = aws_lambda_function.this[each.key].version
}

resource "aws_lambda_function_event_invoke_config" "live" {
  for_each = local.lanes

  function_name                = aws_lambda_function.this[each.key].function_name
  qualifier                    = aws_lambda_alias.live[each.key].name
  maximum_retry_attempts       = 2
  maximum_event_age_in_seconds = 21600
}

resource "aws_lambda_permission" "bucket" {
  statement_id   = "bucket-starts-function"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.this["first"].function_name
  qualifier      = aws_lambda_alias.live["first"].name
  principal      = "s3.amazonaws.com"
  source_arn     = aws_s3_bucket.this.arn
  source_account = data.aws_caller_identity.current.account_id
}
