mock_provider "google" {}

variables {
  environment         = "dev"
  project             = "caravan-project"
  region              = "us-east4"
  cidr                = "10.60.0.0/20"
  machines            = { master_type = "n2-standard-2", worker_type = "n2-standard-2", workers = 2 }
  job_jar             = "./tests/bad-input.tftest.hcl"
  log_retention_days  = 14
  deletion_protection = false
}

run "secret" {
  module {
    source = "../../modules/dataproc/tests/secret"
  }
}

# refuses an unknown region, a project that is none, an environment that is none
run "refuses_1" {
  command = plan
  variables {
    region      = "us-east-1"
    project     = "My Project"
    environment = "test"
    aws = {
      cidr                 = "10.20.0.0/16"
      region               = "us-east-1"
      vpn_gateway_id       = "vgw-1"
      table                = { name = "ecom-analytics", arn = "arn:aws:dynamodb:us-east-1:123456789012:table/ecom-analytics" }
      kafka                = { bootstrap_servers = "b-1.example.com:9096", user_secret_names = { window-job = run.secret.id } }
      fluent_bit_secret_id = "arn:aws:secretsmanager:us-east-1:123456789012:secret:fluent"
    }
  }
  expect_failures = [var.region, var.project, var.environment]
}
