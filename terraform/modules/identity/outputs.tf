output "issuer_url" {
  description = "ISSUER_URL of the services."
  value       = "https://cognito-idp.${data.aws_region.current.name}.amazonaws.com/${aws_cognito_user_pool.this.id}"
}

output "token_url" {
  value = "https://${aws_cognito_user_pool_domain.this.domain}.auth.${data.aws_region.current.name}.amazoncognito.com/oauth2/token"
}

output "machine_client_ids" {
  value = { for name, client in aws_cognito_user_pool_client.machine : name => client.id }
}

output "machine_client_secrets" {
  value     = { for name, client in aws_cognito_user_pool_client.machine : name => client.client_secret }
  sensitive = true
}

output "storefront_client_id" {
  value = aws_cognito_user_pool_client.storefront.id
}
