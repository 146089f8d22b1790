mock_provider "helm" {}

variables {
  environment    = "prod"
  repository_url = "https://git.example.com/caravan.git"
  aws = {
    region       = "us-east-1"
    cidr         = "10.30.0.0/16"
    public_cidr  = "10.30.128.0/22"
    vpc_id       = "vpc-1"
    cluster      = { name = "caravan-prod" }
    gateway_host = "shop.example.com"

    target_group_arn     = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/caravan-prod-gateway/1"
    alarm_topic_arn      = "arn:aws:sns:us-east-1:123456789012:caravan-prod-alarms"
    repository_secret_id = "none"
    database = {
      host              = "database.example.com"
      port              = 5432
      name              = "ecommerce"
      role_secret_names = { catalog = "c", customer = "u", orders = "o", integration = "i", operator = "p" }
      master_secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds"
    }
    kafka                = { bootstrap_servers = "b-1.example.com:9096", user_secret_names = { topics = "caravan-test/kafka/topics" } }
    table                = { name = "ecom-analytics", arn = "arn:aws:dynamodb:us-east-1:123456789012:table/ecom-analytics" }
    feeds                = { bucket = "feeds" }
    mail                 = { host = "", from = "" }
    identity             = { issuer_url = "https://issuer.example.com", token_url = "https://issuer.example.com/token", audience = "caravan", storefront_client_id = "shop-id", machine_client_ids = { operator = "op-id", lambda-csv = "feeds-id" } }
    marketplace          = { bucket = "", link = "", image_link = "" }
    image_repositories   = { api-gateway = "123456789012.dkr.ecr.us-east-1.amazonaws.com/caravan/api-gateway" }
    fluent_bit_secret_id = "arn:aws:secretsmanager:us-east-1:123456789012:secret:fluent"
  }
  gcp = { project = "caravan-project", window_job_targets = ["10.70.0.2:9250"] }
}

run "holds" {
  command = plan
  assert {
    condition     = length(output.annotations) >= 20
    error_message = "The annotations are fewer than the ApplicationSets read."
  }
}

# a private repository: its credentials are read, handed on, and seen nowhere
run "secret" {
  module {
    source = "./tests/secret"
  }
}

run "private_repository" {
  command = plan
  variables {
    repository_private = true
    aws                = merge(var.aws, { repository_secret_id = run.secret.id })
  }
  assert {
    condition     = length(output.annotations) >= 20
    error_message = "The annotations are fewer than the ApplicationSets read."
  }
}

# refuses a HPA minimum above its maximum, a gcp root that is not applied, an environment that is none
run "refuses_1" {
  command = plan
  variables {
    hpa         = { min = 11, max = 10 }
    gcp         = { project = "caravan-project", window_job_targets = [] }
    environment = "test"
  }
  expect_failures = [var.hpa, var.gcp, var.environment]
}

# refuses a single pod
run "refuses_2" {
  command = plan
  variables {
    hpa = { min = 1, max = 10 }
  }
  expect_failures = [var.hpa]
}
