output "topic_arn" {
  value = aws_sns_topic.this.arn
}

output "key_arn" {
  description = "The key that whoever publishes needs."
  value       = aws_kms_key.this.arn
}
