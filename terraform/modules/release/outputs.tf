output "role_arn" {
  description = "RELEASE_ROLE_ARN of the CI's environment."
  value       = aws_iam_role.this.arn
}
