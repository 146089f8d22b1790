output "bucket" {
  value = aws_s3_bucket.this.id
}

output "bucket_arn" {
  value = aws_s3_bucket.this.arn
}

output "function_name" {
  value = aws_lambda_function.this["first"].function_name
}

output "function_role_name" {
  value = aws_iam_role.function.name
}

output "owner_policy_arn" {
  description = "For whoever delivers feeds."
  value       = aws_iam_policy.owner.arn
}

output "dead_letter_queue_url" {
  value = aws_sqs_queue.dead_letters.id
}
