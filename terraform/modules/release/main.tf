# Who may push images: a run of the hosted CI, by the identity token that the CI gives it. No key exists that could be stolen.

data "aws_partition" "current" {}

resource "aws_iam_openid_connect_provider" "ci" {
  url            = "https://${var.issuer}"
  client_id_list = ["sts.amazonaws.com"]
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.ci.arn]
    }
    condition {
      test     = "StringEquals"
      variable = "${var.issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }
    # One repository, and only runs that its environment of this name has let through (its reviewers, its branches).
    condition {
      test     = "StringEquals"
      variable = "${var.issuer}:sub"
      values   = ["repo:${var.repository}:environment:${var.environment}"]
    }
  }
}

resource "aws_iam_role" "this" {
  name                 = "${var.name}-release"
  description          = "Pushes the images of a release"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = 3600
}

data "aws_iam_policy_document" "push" {
  statement {
    sid       = "SignIn"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"] # it knows no other
  }
  statement {
    sid = "PushImages"
    actions = [
      "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:DescribeImages",
      "ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart",
    ]
    resources = var.image_repository_arns
  }
}

resource "aws_iam_role_policy" "this" {
  name   = "push-images"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.push.json
}
