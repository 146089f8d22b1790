output "host" {
  value = aws_db_instance.this.address
}

output "port" {
  value = var.port
}

output "database_name" {
  value = var.database_name
}

output "master_secret_arn" {
  description = "Secret with username and password of the master user; RDS rotates it."
  value       = try(aws_db_instance.this.master_user_secret[0].secret_arn, null)
}

output "role_secret_names" {
  description = "Names of the secrets with username and password, by role."
  value       = { for role, secret in aws_secretsmanager_secret.role : role => secret.name }
}

output "secret_arns" {
  description = "Every secret of the database, for whoever may read them all."
  value = concat(
    [for secret in aws_secretsmanager_secret.role : secret.arn],
    compact([try(aws_db_instance.this.master_user_secret[0].secret_arn, null)]),
  )
}

output "key_arn" {
  description = "The key that the secrets are encrypted with."
  value       = aws_kms_key.this.arn
}

output "security_group_id" {
  value = aws_security_group.this.id
}

output "deletion_protection" {
  value = aws_db_instance.this.deletion_protection
}
