variables {
  environment        = "prod"
  region             = "us-east-1"
  cidr               = "10.30.0.0/16"
  google_cidr        = "10.70.0.0/20"
  availability_zones = ["a", "b", "c"]
  node_groups        = { services = { instance_types = ["m7i.xlarge"], min = 3, desired = 3, max = 6 } }
  admin_role_arns    = ["arn:aws:iam::123456789012:role/platform-team"]
  database           = { instance_class = "db.m7g.large", storage_gib = 100, max_storage_gib = 500, multi_az = true, backup_days = 14 }
  kafka              = { broker_type = "kafka.m7g.large", brokers_per_zone = 1, storage_gib = 250 }
  gateway_host       = "shop.example.com"
  dns_zone_id        = "Z0123456789ABC"
  alarm_emails       = ["team@example.com"]
  api_public_cidrs   = []
  function_package   = "./tests/bad-input.tftest.hcl"
  log_retention_days = 90

  deletion_protection = true
}

# refuses prod with one zone, with one database, with spot nodes, with logs for a week; an unknown region; nobody as admin
run "refuses_1" {
  command = plan
  variables {
    region             = "mars-north-1"
    google_cidr        = "10.70.1.0/20"
    availability_zones = ["a"]
    node_groups        = { services = { instance_types = ["m7i.xlarge"], min = 3, desired = 3, max = 6, capacity_type = "SPOT" } }
    database           = { instance_class = "db.m7g.large", storage_gib = 100, max_storage_gib = 500, multi_az = false, backup_days = 14 }
    admin_role_arns    = []
    gateway_host       = "https://shop.example.com/"
    log_retention_days = 7
  }
  expect_failures = [
    var.region, var.google_cidr, var.availability_zones, var.node_groups, var.database, var.admin_role_arns, var.gateway_host,
    var.log_retention_days,
  ]
}
