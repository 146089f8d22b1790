output "host" {
  description = "MAIL_HOST of the integration service; empty: no mails."
  value       = var.domain == null ? "" : "email-smtp.${data.aws_region.current.name}.amazonaws.com"
}

output "secret_arn" {
  value = aws_secretsmanager_secret.smtp.arn
}

output "dns_records" {
  description = "What the domain's zone needs, so that receivers believe that mails are from it (DKIM): CNAME records."
  value = flatten([for identity in aws_sesv2_email_identity.this : [
    for token in flatten(identity.dkim_signing_attributes[*].tokens) : {
      name  = "${token}._domainkey.${identity.email_identity}"
      value = "${token}.dkim.amazonses.com"
    }
  ]])
}
