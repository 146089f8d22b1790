output "bootstrap_servers" {
  description = "Brokers for SASL/SCRAM over TLS."
  value       = one(aws_msk_cluster.this[*].bootstrap_brokers_sasl_scram)
}

output "cluster_arn" {
  value = one(aws_msk_cluster.this[*].arn)
}

output "user_secret_names" {
  value = { for user, secret in aws_secretsmanager_secret.user : user => secret.name }
}

output "user_secret_arns" {
  value = { for user, secret in aws_secretsmanager_secret.user : user => secret.arn }
}

output "secrets_key_arn" {
  value = aws_kms_key.this["secrets"].arn
}

output "security_group_id" {
  value = aws_security_group.this.id
}
