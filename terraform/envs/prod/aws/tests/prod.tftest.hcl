# The whole root as it stands, planned.
variables {
  admin_role_arns  = ["arn:aws:iam::123456789012:role/platform-team"]
  gateway_host     = "shop.example.com"
  dns_zone_id      = "Z0123456789ABC"
  alarm_emails     = ["team@example.com"]
  api_public_cidrs = ["203.0.113.7/32"]

  function_package = "./main.tf" # any file: what is in it does not matter to a plan
}

run "holds" {
  command = plan

  # prod is protected by itself
  assert {
    condition     = module.stack.deletion_protection
    error_message = "prod must refuse to be destroyed."
  }
  assert {
    condition     = length(module.stack.public_subnet_ids) == 3
    error_message = "prod must span three zones."
  }

  # the services find what the manifests are told
  assert {
    condition     = module.stack.table.name == "ecom-analytics" && module.stack.database.name == "ecommerce" && module.stack.identity.audience == "caravan"
    error_message = "Table, database and audience must have the names that the services use."
  }
  assert {
    condition     = toset(keys(module.stack.image_repositories)) == toset(["api-gateway", "product-catalog", "customer-service", "order-service", "activity-service", "integration-service"])
    error_message = "Every service needs a repository for its images."
  }
  assert {
    condition     = toset(keys(module.stack.database.role_secret_names)) == toset(["catalog", "customer", "orders", "integration", "operator"])
    error_message = "Every database role needs a secret."
  }
}
