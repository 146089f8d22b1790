output "service_account_email" {
  value = google_service_account.window_job.email
}

output "role_arn" {
  description = "GOOGLE_IDENTITY_ROLE_ARN of the job."
  value       = aws_iam_role.window_job.arn
}

output "audience" {
  value = var.audience
}

output "static_user" {
  description = "The IAM user for static keys, or null."
  value       = var.static_access_key ? aws_iam_user.window_job[0].name : null
}
