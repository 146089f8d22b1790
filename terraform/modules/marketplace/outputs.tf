output "bucket" {
  value = aws_s3_bucket.this.id
}

output "writer_policy" {
  description = "What the integration service may do, as JSON."
  value       = data.aws_iam_policy_document.writer.json
}

output "reader_policy_arn" {
  description = "For whatever hands the file on to a marketplace."
  value       = aws_iam_policy.reader.arn
}
