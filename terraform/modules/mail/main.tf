# Mails to customers by Amazon SES: the domain that they are from, and a login that may send from it and do nothing else.
# Without a domain there is only the secret, with nothing in it: the cluster reads it either way.

locals {
  domains = toset(var.domain == null ? [] : [var.domain])
}

data "aws_region" "current" {}

resource "aws_sesv2_email_identity" "this" {
  for_each       = local.domains
  email_identity = each.value
}

# SES takes mails by SMTP from users of IAM alone.
resource "aws_iam_user" "smtp" {
  for_each = local.domains
  name     = "${var.name}-mail"
}

data "aws_iam_policy_document" "smtp" {
  for_each = local.domains
  statement {
    sid       = "SendsFromTheDomain"
    actions   = ["ses:SendRawEmail"]
    resources = [aws_sesv2_email_identity.this[each.key].arn]
    condition {
      test     = "StringLike"
      variable = "ses:FromAddress"
      values   = ["*@${each.value}"]
    }
  }
}

resource "aws_iam_user_policy" "smtp" {
  for_each = local.domains
  name     = "send"
  user     = aws_iam_user.smtp[each.key].name
  policy   = data.aws_iam_policy_document.smtp[each.key].json
}

resource "aws_iam_access_key" "smtp" {
  for_each = local.domains
  user     = aws_iam_user.smtp[each.key].name
}

resource "aws_secretsmanager_secret" "smtp" {
  name                    = "${var.name}/mail/smtp"
  description             = "The login by which the integration service sends mails; empty where it sends none."
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "smtp" {
  secret_id = aws_secretsmanager_secret.smtp.id
  secret_string_wo = jsonencode({
    username = one([for key in aws_iam_access_key.smtp : key.id]) == null ? "" : one([for key in aws_iam_access_key.smtp : key.id])
    password = one([for key in aws_iam_access_key.smtp : key.ses_smtp_password_v4]) == null ? "" : one([for key in aws_iam_access_key.smtp : key.ses_smtp_password_v4])
  })
  # another login is another version
  secret_string_wo_version = var.domain == null ? 1 : 2
}
