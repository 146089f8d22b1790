output "bootstrap_servers" {
  description = "Brokers for SASL/SCRAM over TLS."
  value       = one(aws_msk_cluster.this[*].bootstrap_brokers_sasl_scram)
}

output "cluster_arn" {
  value = one(aws_msk_cluster.this[*].arn)
}

output "user_secret_names" {
  description = "Secrets with the present login of each user."
  value       = { for user, secret in aws_secretsmanager_secret.user : user => secret.name }
}

output "user_secret_arns" {
  value = { for user, secret in aws_secretsmanager_secret.user : user => secret.arn }
}

output "login_secret_names" {
  description = "Secrets that the brokers take the logins' passwords from."
  value       = { for login, secret in aws_secretsmanager_secret.login : login => secret.name }
}

output "secrets_key_arn" {
  value = aws_kms_key.this["secrets"].arn
}

output "security_group_id" {
  value = aws_security_group.this.id
}
