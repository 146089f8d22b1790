variables {
  name                = "caravan-test"
  domain_prefix       = "caravan-test-123456789012"
  audience            = "caravan"
  scopes              = ["catalog:write", "customers:admin", "orders:admin", "analytics:read"]
  machine_clients     = { lambda-csv = ["catalog:write"] }
  callback_urls       = ["https://shop.example.com/signed-in"]
  deletion_protection = true
}

run "holds" {
  command = plan

  # has the platforms scopes
  assert {
    condition     = toset([for scope in aws_cognito_resource_server.this.scope : scope.scope_name]) == toset(["catalog:write", "customers:admin", "orders:admin", "analytics:read"])
    error_message = "The resource server must have the platform's scopes."
  }

  # a machine gets its scopes and no other
  assert {
    condition     = aws_cognito_user_pool_client.machine["lambda-csv"].allowed_oauth_scopes == toset(["caravan/catalog:write"])
    error_message = "The feed function may write the catalog, and nothing else."
  }
  assert {
    condition     = aws_cognito_user_pool_client.machine["lambda-csv"].allowed_oauth_flows == toset(["client_credentials"])
    error_message = "A program gets its tokens by client credentials only."
  }

  # the browser keeps no secret
  assert {
    condition     = aws_cognito_user_pool_client.storefront.generate_secret == false && aws_cognito_user_pool_client.storefront.allowed_oauth_flows == toset(["code"])
    error_message = "The storefront must use the authorization code without a secret, never the implicit flow."
  }

  # accounts are hard to guess and to lose
  assert {
    condition     = aws_cognito_user_pool.this.password_policy[0].minimum_length >= 12 && aws_cognito_user_pool.this.deletion_protection == "ACTIVE"
    error_message = "Passwords need 12 characters, and the pool deletion protection."
  }
  assert {
    condition     = aws_cognito_user_pool_client.storefront.prevent_user_existence_errors == "ENABLED"
    error_message = "The answer to a wrong password must not tell whether there is such a user."
  }
}

# refuses a scope that is none; refuses a callback without tls; refuses a domain that cognito refuses
run "refuses_1" {
  command = plan
  variables {
    machine_clients = { lambda-csv = ["catalog:everything"] }
    callback_urls   = ["http://shop.example.com/signed-in"]
    domain_prefix   = "my-aws-shop"
  }
  expect_failures = [var.machine_clients, var.callback_urls, var.domain_prefix]
}
