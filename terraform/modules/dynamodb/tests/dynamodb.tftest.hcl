variables {
  table = {
    name          = "ecom-analytics"
    hash_key      = "product_id"
    range_key     = "window_start"
    ttl_attribute = "expires_at"
  }
  deletion_protection = true
}

run "holds" {
  command = plan

  # has the keys that the job writes
  assert {
    condition     = aws_dynamodb_table.this.hash_key == "product_id" && aws_dynamodb_table.this.range_key == "window_start"
    error_message = "The keys must be product_id and window_start."
  }
  assert {
    condition     = { for a in aws_dynamodb_table.this.attribute : a.name => a.type } == { product_id = "S", window_start = "S" }
    error_message = "Both keys must be strings."
  }
  assert {
    condition     = aws_dynamodb_table.this.ttl[0].enabled && aws_dynamodb_table.this.ttl[0].attribute_name == "expires_at"
    error_message = "Items must expire by expires_at."
  }

  # is encrypted and restorable
  assert {
    condition     = aws_dynamodb_table.this.server_side_encryption[0].enabled
    error_message = "The table must be encrypted with a key of the account."
  }
  assert {
    condition     = aws_dynamodb_table.this.point_in_time_recovery[0].enabled
    error_message = "Every second of the past weeks must be restorable."
  }

  # is protected and smooths hot products
  assert {
    condition     = aws_dynamodb_table.this.deletion_protection_enabled
    error_message = "With deletion protection the table must refuse to go."
  }
  assert {
    condition     = aws_dynamodb_table.this.billing_mode == "PAY_PER_REQUEST"
    error_message = "Fixed capacity throttles a product that everybody looks at."
  }
}
