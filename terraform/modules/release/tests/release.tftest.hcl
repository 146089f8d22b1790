variables {
  name                  = "caravan-test"
  environment           = "prod"
  repository            = "shop/caravan"
  image_repository_arns = ["arn:aws:ecr:us-east-1:123456789012:repository/caravan/api-gateway"]
}

run "holds" {
  # one repository, one environment
  assert {
    condition     = strcontains(aws_iam_role.this.assume_role_policy, "repo:shop/caravan:environment:prod")
    error_message = "Only one environment of one repository may take the role."
  }
  assert {
    condition     = !strcontains(aws_iam_role.this.assume_role_policy, "*")
    error_message = "The role's trust must have no wildcard."
  }
  # it pushes images, and nothing else
  assert {
    condition     = alltrue([for action in flatten(jsondecode(aws_iam_role_policy.this.policy).Statement[*].Action) : startswith(action, "ecr:") && !strcontains(action, "Delete") && !strcontains(action, "*")])
    error_message = "The role may do more than push images."
  }
}

run "refuses_1" {
  command = plan
  variables {
    repository = "shop/*"
  }
  expect_failures = [var.repository]
}
