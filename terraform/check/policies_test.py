"""The evaluator of policies agrees with IAM's rules (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html)."""

import sys
import unittest

from policies import allowed, too_wide


def document(effect, action, resource, condition=None):
    statement = {"Effect": effect, "Action": action, "Resource": resource}
    return {"Statement": [statement | ({"Condition": condition} if condition else {})]}


class PoliciesTest(unittest.TestCase):
    def test_nothing_is_allowed_by_itself(self):
        self.assertFalse(allowed([], "s3:GetObject", "arn:aws:s3:::b/k"))

    def test_wildcards_match_any_characters_also_slashes(self):
        held = [document("Allow", ["s3:Get*"], "arn:aws:s3:::b/feeds/*")]
        self.assertTrue(allowed(held, "s3:GetObject", "arn:aws:s3:::b/feeds/a/b.csv"))
        self.assertFalse(allowed(held, "s3:GetObject", "arn:aws:s3:::b/reports/a"))
        self.assertFalse(allowed(held, "s3:PutObject", "arn:aws:s3:::b/feeds/a"))

    def test_actions_are_compared_without_case_and_resources_with(self):
        held = [document("Allow", "s3:getobject", "arn:aws:s3:::b/K")]
        self.assertTrue(allowed(held, "s3:GetObject", "arn:aws:s3:::b/K"))
        self.assertFalse(allowed(held, "s3:GetObject", "arn:aws:s3:::b/k"))

    def test_a_deny_wins(self):
        held = [document("Allow", "*", "*"), document("Deny", "s3:*", "*", {"Bool": {"aws:SecureTransport": "false"}})]
        self.assertFalse(allowed(held, "s3:GetObject", "x", {"aws:SecureTransport": "false"}))
        self.assertTrue(allowed(held, "s3:GetObject", "x", {"aws:SecureTransport": "true"}))

    def test_a_condition_on_an_absent_key_does_not_hold(self):
        held = [document("Allow", "kms:Decrypt", "k", {"StringEquals": {"kms:ViaService": "s3"}})]
        self.assertFalse(allowed(held, "kms:Decrypt", "k"))
        self.assertTrue(allowed(held, "kms:Decrypt", "k", {"kms:ViaService": "s3"}))

    def test_an_unknown_condition_is_an_error_and_not_a_yes(self):
        with self.assertRaises(ValueError):
            allowed([document("Allow", "a:b", "*", {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}})], "a:b", "x", {"aws:SourceIp": "1"})

    def test_a_policy_variable_is_the_callers_own_and_without_it_nothing_matches(self):
        held = [document("Allow", "s3:PutObject", "arn:aws:s3:::b/feeds/${aws:PrincipalTag/feed-owner}/*")]
        self.assertTrue(allowed(held, "s3:PutObject", "arn:aws:s3:::b/feeds/acme/a.csv", {"aws:PrincipalTag/feed-owner": "acme"}))
        self.assertFalse(allowed(held, "s3:PutObject", "arn:aws:s3:::b/feeds/other/a.csv", {"aws:PrincipalTag/feed-owner": "acme"}))
        self.assertFalse(allowed(held, "s3:PutObject", "arn:aws:s3:::b/feeds/acme/a.csv"))

    def test_looking_is_restricted_to_no_resource(self):
        self.assertFalse(too_wide(document("Allow", "ec2:DescribeVpcs", "*")))
        self.assertTrue(too_wide(document("Allow", ["ec2:DescribeVpcs", "ec2:DeleteVpc"], "*")))

    def test_wide_policies_are_found(self):
        self.assertTrue(too_wide(document("Allow", "*", "arn:x")))
        self.assertTrue(too_wide(document("Allow", "s3:*", "arn:x")))
        self.assertTrue(too_wide(document("Allow", "s3:GetObject", "*")))
        self.assertFalse(too_wide(document("Allow", "s3:GetObject", "arn:x")))
        self.assertFalse(too_wide(document("Deny", "s3:*", "*")))


if __name__ == "__main__":
    sys.exit(0 if unittest.main(exit=False).result.wasSuccessful() else 1)
