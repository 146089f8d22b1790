mock_provider "google" {
  mock_resource "google_service_account" {
    defaults = {
      unique_id = "112233445566778899001"
      email     = "caravan-test-window-job@project.iam.gserviceaccount.com"
    }
  }
}

variables {
  name      = "caravan-test"
  table_arn = "arn:aws:dynamodb:us-east-1:123456789012:table/ecom-analytics"
}

# Applied (to an emulator), so that the trust policy is known as AWS gets it.
run "holds" {
  command = apply

  # AWS trusts one service account, by a token that was made for AWS
  assert {
    condition     = jsondecode(aws_iam_role.window_job.assume_role_policy).Statement[0].Principal == { Federated = "accounts.google.com" } && jsondecode(aws_iam_role.window_job.assume_role_policy).Statement[0].Action == "sts:AssumeRoleWithWebIdentity"
    error_message = "The role must be taken by web identity from Google only."
  }
  assert {
    condition = jsondecode(aws_iam_role.window_job.assume_role_policy).Statement[0].Condition == {
      StringEquals = {
        "accounts.google.com:sub"  = "112233445566778899001"
        "accounts.google.com:aud"  = "112233445566778899001"
        "accounts.google.com:oaud" = "sts.amazonaws.com"
      }
    }
    error_message = "The trust must be bound to the service account (sub, aud) and to the audience of the token (oaud)."
  }

  # the job may write the table, and nothing else
  assert {
    condition     = [for s in jsondecode(aws_iam_policy.write_windows.policy).Statement : s.Action] == ["dynamodb:BatchWriteItem"] && [for s in jsondecode(aws_iam_policy.write_windows.policy).Statement : s.Resource] == ["arn:aws:dynamodb:us-east-1:123456789012:table/ecom-analytics"]
    error_message = "The job's one call is BatchWriteItem, on its one table."
  }

  # there are no static keys
  assert {
    condition     = length(aws_iam_user.window_job) == 0
    error_message = "A user for static keys must be asked for."
  }
}

# the seed's way stays possible
run "static_keys_on_request" {
  command = plan
  variables {
    static_access_key = true
  }
  assert {
    condition     = length(aws_iam_user.window_job) == 1 && length(aws_iam_user_policy_attachment.window_job) == 1
    error_message = "With static_access_key there is a user with the same policy as the role."
  }
}

# refuses every table at once
run "refuses_1" {
  command = plan
  variables {
    table_arn = "arn:aws:dynamodb:us-east-1:123456789012:table/*"
  }
  expect_failures = [var.table_arn]
}
