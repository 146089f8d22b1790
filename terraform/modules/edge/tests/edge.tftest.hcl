mock_provider "aws" {
  mock_resource "aws_acm_certificate" {
    defaults = {
      arn                       = "arn:aws:acm:us-east-1:123456789012:certificate/x"
      domain_validation_options = [{ domain_name = "shop.example.com", resource_record_name = "_x.shop.example.com", resource_record_type = "CNAME", resource_record_value = "_y.acm.aws" }]
    }
  }
  mock_resource "aws_acm_certificate_validation" {
    defaults = { certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/x" }
  }
  mock_resource "aws_lb" {
    defaults = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/x/1", dns_name = "x.elb.amazonaws.com", zone_id = "Z35SXDOTRQ7X7K" }
  }
  mock_resource "aws_lb_target_group" {
    defaults = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/x/1" }
  }
  mock_resource "aws_wafv2_web_acl" {
    defaults = { arn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/x/1" }
  }
}

variables {
  name                   = "caravan-test"
  host                   = "shop.example.com"
  dns_zone_id            = "Z0123456789ABC"
  vpc_id                 = "vpc-1"
  public_subnet_ids      = ["subnet-1", "subnet-2"]
  node_security_group_id = "sg-0123456789abcdef0"
  port                   = 8080
  management_port        = 9080
  deletion_protection    = true
}

run "holds" {
  command = apply

  # is reached by tls only
  assert {
    condition     = aws_vpc_security_group_ingress_rule.world.from_port == 443 && aws_vpc_security_group_ingress_rule.world.to_port == 443
    error_message = "Only HTTPS may come in."
  }
  assert {
    condition     = aws_lb_listener.https.protocol == "HTTPS" && strcontains(aws_lb_listener.https.ssl_policy, "TLS13")
    error_message = "The listener must end TLS 1.3 or 1.2."
  }
  assert {
    condition     = aws_lb_listener.https.certificate_arn == aws_acm_certificate_validation.this.certificate_arn
    error_message = "The listener must wait for a certificate that is valid."
  }

  # clients keep their addresses
  assert {
    condition     = aws_lb_target_group.gateway.target_type == "ip" && aws_lb.this.xff_header_processing_mode == "append"
    error_message = "Pods must be targets themselves, and be told who calls."
  }

  # no listener leads to the management port
  assert {
    condition     = aws_lb_target_group.gateway.port == 8080 && aws_lb_target_group.gateway.health_check[0].port == "9080"
    error_message = "Requests go to the API port; only health is asked of the other."
  }

  # a firewall stands before it
  assert {
    condition     = aws_wafv2_web_acl_association.this[0].resource_arn == aws_lb.this.arn && length(aws_wafv2_web_acl.this[0].rule) == 4
    error_message = "The load balancer needs its firewall, with a flood rule and three rule sets."
  }

  assert {
    condition     = aws_lb.this.enable_deletion_protection
    error_message = "With deletion protection the load balancer must refuse to go."
  }
}

# refuses a zone that is a name
run "refuses_1" {
  command = plan
  variables {
    dns_zone_id = "example.com"
  }
  expect_failures = [var.dns_zone_id]
}
