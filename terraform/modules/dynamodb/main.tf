# The window results. On-demand capacity smooths a product that everybody looks at.
resource "aws_dynamodb_table" "this" {
  name                        = var.table.name
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = var.table.hash_key
  range_key                   = var.table.range_key
  deletion_protection_enabled = var.deletion_protection

  attribute {
    name = var.table.hash_key
    type = "S"
  }

  attribute {
    name = var.table.range_key
    type = "S"
  }

  ttl {
    attribute_name = var.table.ttl_attribute
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }

  # With the account's own key for DynamoDB, whose every use CloudTrail shows.
  server_side_encryption {
    enabled = true
  }
}
