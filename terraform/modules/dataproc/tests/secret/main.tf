# The secret that the aws root makes, for a test.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

resource "aws_secretsmanager_secret" "kafka" {
  name_prefix             = "test/kafka/window-job"
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "kafka" {
  secret_id                = aws_secretsmanager_secret.kafka.id
  secret_string_wo         = jsonencode({ username = "window-job", password = "of-a-test" })
  secret_string_wo_version = 1
}

output "id" {
  value = aws_secretsmanager_secret_version.kafka.secret_id
}
