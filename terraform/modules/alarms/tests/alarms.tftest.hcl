variables {
  name         = "caravan-test"
  emails       = ["team@example.com"]
  database     = { storage_gib = 20, max_connections = 180 }
  broker_count = 2
}

run "holds" {
  command = plan

  # somebody is told
  assert {
    condition     = toset(keys(aws_sns_topic_subscription.email)) == toset(["team@example.com"])
    error_message = "Everybody of emails must be told."
  }
  # disks are watched, each broker's by itself
  assert {
    condition     = toset(keys(aws_cloudwatch_metric_alarm.kafka)) == toset(["disk-1", "disk-2", "offline"])
    error_message = "Each broker's disk must be watched."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.database["storage"].threshold == 2147483648 && aws_cloudwatch_metric_alarm.database["storage"].comparison_operator == "LessThanThreshold"
    error_message = "The database's free storage must be watched."
  }
}

run "refuses_1" {
  command = plan
  variables {
    emails = []
  }
  expect_failures = [var.emails]
}

run "refuses_2" {
  command = plan
  variables {
    emails = ["nobody"]
  }
  expect_failures = [var.emails]
}
