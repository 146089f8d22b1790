variables {
  repositories = ["api-gateway", "product-catalog"]
  force_delete = false
}

run "holds" {
  command = plan

  # a tag always names the same image
  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.image_tag_mutability == "IMMUTABLE"])
    error_message = "A pushed tag must not be moved."
  }

  # images are scanned and encrypted
  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.image_scanning_configuration[0].scan_on_push])
    error_message = "Images must be scanned when they come."
  }
  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.encryption_configuration[0].encryption_type == "KMS"])
    error_message = "Images must be encrypted with KMS."
  }

  # old images go and none goes by a slip
  assert {
    condition     = alltrue([for policy in aws_ecr_lifecycle_policy.this : length(jsondecode(policy.policy).rules) == 2])
    error_message = "Untagged and old images must expire."
  }
  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : !repository.force_delete])
    error_message = "A repository with images must not be deleted."
  }
}
