mock_provider "helm" {}

variables {
  environment     = "prod"
  repository_url  = "https://git.example.com/caravan.git"
  certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"
  google_project  = "caravan-project"
  aws = {
    region       = "us-east-1"
    cidr         = "10.30.0.0/16"
    gateway_host = "shop.example.com"
    database = {
      host              = "database.example.com"
      port              = 5432
      name              = "ecommerce"
      role_secret_names = { catalog = "c", customer = "u", orders = "o", operator = "p" }
      master_secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds"
    }
    kafka                = { bootstrap_servers = "b-1.example.com:9096", user_secret_names = { services = "AmazonMSK_s", window-job = "AmazonMSK_w" } }
    table                = { name = "ecom-analytics", arn = "arn:aws:dynamodb:us-east-1:123456789012:table/ecom-analytics" }
    feeds                = { bucket = "feeds" }
    identity             = { issuer_url = "https://issuer.example.com", audience = "caravan", storefront_client_id = "shop-id", machine_client_ids = { operator = "op-id", lambda-csv = "feeds-id" } }
    image_repositories   = { api-gateway = "123456789012.dkr.ecr.us-east-1.amazonaws.com/caravan/api-gateway" }
    fluent_bit_secret_id = "arn:aws:secretsmanager:us-east-1:123456789012:secret:fluent"
  }
}

run "holds" {
  command = plan
  assert {
    condition     = length(output.annotations) >= 20
    error_message = "The annotations are fewer than the ApplicationSets read."
  }
}

# refuses a HPA minimum above its maximum, a certificate that is none, an environment that is none
run "refuses_1" {
  command = plan
  variables {
    hpa             = { min = 11, max = 10 }
    certificate_arn = "shop.example.com"
    environment     = "test"
  }
  expect_failures = [var.hpa, var.certificate_arn, var.environment]
}

# refuses a single pod
run "refuses_2" {
  command = plan
  variables {
    hpa = { min = 1, max = 10 }
  }
  expect_failures = [var.hpa]
}
