# The window job runs as a Google service account. AWS trusts that account's identity tokens (accounts.google.com is a
# provider that AWS knows), so the job gets sessions of one role, for one table, and nobody keeps a key.

resource "google_service_account" "window_job" {
  account_id   = "${var.name}-window-job"
  display_name = "Machines of the window job"
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["accounts.google.com"]
    }
    # Who the token is about.
    condition {
      test     = "StringEquals"
      variable = "accounts.google.com:sub"
      values   = [google_service_account.window_job.unique_id]
    }
    # Who asked for it: AWS calls the token's azp claim aud …
    condition {
      test     = "StringEquals"
      variable = "accounts.google.com:aud"
      values   = [google_service_account.window_job.unique_id]
    }
    # … and its aud claim oaud. A token made for somebody else's service is no good here.
    condition {
      test     = "StringEquals"
      variable = "accounts.google.com:oaud"
      values   = [var.audience]
    }
  }
}

data "aws_iam_policy_document" "write_windows" {
  # The job's only call; it needs no read, and no other write.
  statement {
    sid       = "WriteWindows"
    actions   = ["dynamodb:BatchWriteItem"]
    resources = [var.table_arn]
  }
}

resource "aws_iam_policy" "write_windows" {
  name        = "${var.name}-write-windows"
  description = "Writes window results to their table"
  policy      = data.aws_iam_policy_document.write_windows.json
}

resource "aws_iam_role" "window_job" {
  name                 = "${var.name}-window-job"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = 3600
}

resource "aws_iam_role_policy_attachment" "window_job" {
  role       = aws_iam_role.window_job.name
  policy_arn = aws_iam_policy.write_windows.arn
}

# The keys themselves are not made here: they would lie in the state.
resource "aws_iam_user" "window_job" {
  count         = var.static_access_key ? 1 : 0
  name          = "${var.name}-window-job"
  force_destroy = true
}

resource "aws_iam_user_policy_attachment" "window_job" {
  count      = var.static_access_key ? 1 : 0
  user       = aws_iam_user.window_job[0].name
  policy_arn = aws_iam_policy.write_windows.arn
}
