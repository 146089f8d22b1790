mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
}

variables {
  name                      = "caravan-test"
  vpc_id                    = "vpc-1"
  subnet_ids                = ["subnet-1", "subnet-2"]
  client_security_group_ids = { nodes = "sg-nodes" }
  database_name             = "ecommerce"
  roles                     = ["catalog", "customer", "orders", "operator"]
  instance_class            = "db.t4g.medium"
  storage_gib               = 20
  max_storage_gib           = 100
  multi_az                  = true
  deletion_protection       = true
  backup_days               = 14
  log_retention_days        = 90
}

run "is_encrypted_and_private" {
  command = plan
  assert {
    condition     = aws_db_instance.this.storage_encrypted
    error_message = "The database's storage is not encrypted."
  }
}
