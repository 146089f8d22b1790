# The secret that the aws root makes and an operator fills, for a test.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

resource "aws_secretsmanager_secret" "repository" {
  name_prefix             = "test/argocd/repository"
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "repository" {
  secret_id                = aws_secretsmanager_secret.repository.id
  secret_string_wo         = jsonencode({ username = "reader", password = "of-a-test" })
  secret_string_wo_version = 1
}

output "id" {
  value = aws_secretsmanager_secret_version.repository.secret_id
}
