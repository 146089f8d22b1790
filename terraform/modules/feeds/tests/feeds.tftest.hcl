variables {
  name               = "caravan-test"
  bucket             = "caravan-test-feeds"
  feeds              = { prefix = "feeds/", reports = "reports/", checkpoints = "checkpoints/" }
  package            = "./tests/feeds.tftest.hcl" # any file: what is in it does not matter to a plan
  product_api_url    = "https://shop.example.com/products"
  oidc               = { token_url = "https://issuer.example.com/oauth2/token", client_id = "id", scope = "caravan/catalog:write" }
  oidc_client_secret = "secret"
  concurrency        = 5
  log_retention_days = 90
  force_destroy      = false
}

run "holds" {
  command = plan

  # the bucket blocks public access
  assert {
    condition = (aws_s3_bucket_public_access_block.this.block_public_acls && aws_s3_bucket_public_access_block.this.block_public_policy
    && aws_s3_bucket_public_access_block.this.ignore_public_acls && aws_s3_bucket_public_access_block.this.restrict_public_buckets)
    error_message = "All four switches against public access must be on."
  }
  assert {
    condition     = aws_s3_bucket_ownership_controls.this.rule[0].object_ownership == "BucketOwnerEnforced"
    error_message = "Access lists of objects must be off."
  }

  # the bucket is encrypted and versioned
  assert {
    condition     = alltrue([for rule in aws_s3_bucket_server_side_encryption_configuration.this.rule : rule.apply_server_side_encryption_by_default[0].sse_algorithm == "aws:kms" && rule.bucket_key_enabled])
    error_message = "Feeds must be encrypted with the bucket's own key."
  }
  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled"
    error_message = "The function reads exactly the version that was uploaded."
  }

  # the bucket speaks tls only
  assert {
    condition     = data.aws_iam_policy_document.bucket.statement[0].effect == "Deny" && one(data.aws_iam_policy_document.bucket.statement[0].condition).variable == "aws:SecureTransport" && one(data.aws_iam_policy_document.bucket.statement[0].condition).values == tolist(["false"])
    error_message = "Requests without TLS must be refused."
  }

  # feeds start the function and reports do not
  assert {
    condition     = aws_s3_bucket_notification.feeds.lambda_function[0].filter_prefix == "feeds/" && aws_s3_bucket_notification.feeds.lambda_function[0].filter_suffix == null
    error_message = "All that is put into feeds/, and nothing else, must start the function."
  }
  assert {
    condition     = aws_s3_bucket_notification.feeds.lambda_function[0].events == toset(["s3:ObjectCreated:*"])
    error_message = "Every way of creating an object must start the function."
  }

  # the function is what lambda csv is
  assert {
    condition     = aws_lambda_function.this["first"].runtime == "java21" && aws_lambda_function.this["first"].handler == "dev.caravan.feed.FeedHandler::handleRequest"
    error_message = "The function runs on Java 21, and its handler is FeedHandler."
  }
  assert {
    condition     = aws_lambda_function.this["first"].snap_start[0].apply_on == "PublishedVersions" && aws_lambda_function.this["first"].publish
    error_message = "Snapshots belong to published versions."
  }
  assert {
    condition     = aws_lambda_function.this["first"].environment[0].variables["PRODUCT_API_URL"] == "https://shop.example.com/products"
    error_message = "PRODUCT_API_URL must be the gateway's products."
  }

  # long feeds stand in nobody's way
  assert {
    condition     = aws_lambda_function.this["long"].reserved_concurrent_executions == 2 && aws_lambda_function.this["first"].environment[0].variables["FEED_TURN_SECONDS"] == "60"
    error_message = "What takes more than a turn must go on where it takes no place of a feed that comes."
  }
  assert {
    condition     = alltrue([for lane in aws_lambda_function.this : endswith(lane.environment[0].variables["FEED_LONG_FUNCTION"], "-lambda-csv-long:live")])
    error_message = "Feeds must go on in the function for long ones, by its alias."
  }

  # failures are kept and bounded
  assert {
    condition     = length(aws_lambda_function.this["first"].dead_letter_config) == 1
    error_message = "What the function cannot bring to an end must go to the dead-letter queue."
  }
  assert {
    condition     = aws_lambda_function.this["first"].reserved_concurrent_executions == 5
    error_message = "The function's concurrency must be reserved."
  }
  assert {
    condition     = aws_sqs_queue.dead_letters.message_retention_seconds == 1209600 && aws_sqs_queue.dead_letters.sqs_managed_sse_enabled
    error_message = "Dead letters must be kept for two weeks, encrypted."
  }
  assert {
    condition     = alltrue([for lane in aws_lambda_function_event_invoke_config.live : lane.maximum_retry_attempts == 2])
    error_message = "A failed feed must be tried twice more."
  }
  assert {
    condition     = aws_cloudwatch_log_group.this.retention_in_days == 90
    error_message = "The function's log must be kept as long as said."
  }

  # the function may do its work and nothing else
  assert {
    condition = toset(flatten([for s in data.aws_iam_policy_document.function.statement : s.actions])) == toset([
      "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket", "lambda:InvokeFunction",
      "kms:Decrypt", "kms:GenerateDataKey", "sqs:SendMessage", "logs:CreateLogStream", "logs:PutLogEvents",
    ])
    error_message = "The function's role has other permissions than those of its README."
  }
}

# an account whose quota leaves nothing to reserve
run "reserves_nothing" {
  command = plan
  variables {
    concurrency = null
  }
  assert {
    condition     = alltrue([for lane in aws_lambda_function.this : coalesce(lane.reserved_concurrent_executions, -1) == -1])
    error_message = "Without concurrency nothing may be reserved."
  }
}

# refuses reports that would be feeds; refuses a gateway without tls; refuses a missing package; refuses a large tmp with a snapshot; refuses no concurrency in either function
run "refuses_1" {
  command = plan
  variables {
    feeds            = { prefix = "feeds/", reports = "feeds/reports/", checkpoints = "checkpoints/" }
    product_api_url  = "http://shop.example.com/products"
    package          = "./no-such.zip"
    ephemeral_mib    = 2048
    concurrency      = 0
    long_concurrency = 0
  }
  expect_failures = [var.feeds, var.product_api_url, var.package, var.ephemeral_mib, var.concurrency, var.long_concurrency]
}
