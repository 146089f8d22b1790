mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { name = "eu-central-1" }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name = "caravan-test"
}

run "sends_nothing_without_a_domain" {
  command = apply
  assert {
    condition     = output.host == "" && length(aws_iam_user.smtp) == 0 && length(aws_sesv2_email_identity.this) == 0
    error_message = "Mails are switched on without a domain."
  }
  assert {
    condition     = aws_secretsmanager_secret.smtp.name == "caravan-test/mail/smtp"
    error_message = "The cluster reads caravan-<env>/mail/smtp either way."
  }
}

run "sends_from_its_domain_alone" {
  command = plan
  variables {
    domain = "shop.example"
  }
  assert {
    condition     = output.host == "email-smtp.eu-central-1.amazonaws.com"
    error_message = "The host is not that of the region's SES."
  }
  assert {
    condition = (data.aws_iam_policy_document.smtp["shop.example"].statement[0].actions == toset(["ses:SendRawEmail"])
    && one(data.aws_iam_policy_document.smtp["shop.example"].statement[0].condition).values == tolist(["*@shop.example"]))
    error_message = "The login may do more than send from the domain."
  }
}

run "refuses_an_address" {
  command = plan
  variables {
    domain = "orders@shop.example"
  }
  expect_failures = [var.domain]
}
