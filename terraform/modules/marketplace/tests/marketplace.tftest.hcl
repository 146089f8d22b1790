variables {
  name          = "caravan-test"
  bucket        = "caravan-test-marketplace"
  force_destroy = false
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
    condition     = alltrue([for rule in aws_s3_bucket_server_side_encryption_configuration.this.rule : rule.apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"])
    error_message = "The feed must be encrypted."
  }
  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled"
    error_message = "The manifest names a version, which must stay when the file is replaced."
  }

  # nothing that is left over costs for ever
  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.this.rule[0].abort_incomplete_multipart_upload[0].days_after_initiation == 1 && aws_s3_bucket_lifecycle_configuration.this.rule[0].noncurrent_version_expiration[0].noncurrent_days == 7
    error_message = "Uploads that broke off and files that were replaced must go."
  }

  # the bucket speaks tls only
  assert {
    condition     = data.aws_iam_policy_document.bucket.statement[0].effect == "Deny" && one(data.aws_iam_policy_document.bucket.statement[0].condition).variable == "aws:SecureTransport" && one(data.aws_iam_policy_document.bucket.statement[0].condition).values == tolist(["false"])
    error_message = "Requests without TLS must be refused."
  }

  # the writer writes and the reader reads
  assert {
    condition     = length(data.aws_iam_policy_document.writer.statement) == 1 && data.aws_iam_policy_document.writer.statement[0].actions == toset(["s3:PutObject", "s3:AbortMultipartUpload"])
    error_message = "The integration service may put the feed, and nothing else."
  }
  assert {
    condition     = length(data.aws_iam_policy_document.reader.statement) == 1 && data.aws_iam_policy_document.reader.statement[0].actions == toset(["s3:GetObject", "s3:GetObjectVersion"])
    error_message = "A reader may read the feed, and nothing else."
  }
}

run "refuses_a_name_that_no_bucket_has" {
  command = plan
  variables {
    bucket = "Caravan_Marketplace"
  }
  expect_failures = [var.bucket]
}
