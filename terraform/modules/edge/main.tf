# The shop's door: a certificate and a name, a load balancer that ends TLS, and a firewall before it. The gateway's pods are its
# targets by their own addresses, which the load balancer controller in the cluster keeps (TargetGroupBinding), so the only
# hop between a client and a pod is this one, and it names the client in X-Forwarded-For. All of it is Terraform's: nothing
# that Kubernetes made is left behind when the environment goes.

# ---- name and certificate ----------------------------------------------------------------------------------------------

resource "aws_acm_certificate" "this" {
  domain_name       = var.host
  validation_method = "DNS"
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "validation" {
  zone_id         = var.dns_zone_id
  name            = one(aws_acm_certificate.this.domain_validation_options[*].resource_record_name)
  type            = one(aws_acm_certificate.this.domain_validation_options[*].resource_record_type)
  records         = [one(aws_acm_certificate.this.domain_validation_options[*].resource_record_value)]
  ttl             = 300
  allow_overwrite = true
}

# Waits until Amazon has seen the record: some minutes, or for ever where the zone is not the one that the world asks.
resource "aws_acm_certificate_validation" "this" {
  certificate_arn         = aws_acm_certificate.this.arn
  validation_record_fqdns = [aws_route53_record.validation.fqdn]
  timeouts {
    create = "20m"
  }
}

resource "aws_route53_record" "host" {
  zone_id = var.dns_zone_id
  name    = var.host
  type    = "A"
  alias {
    name                   = aws_lb.this.dns_name
    zone_id                = aws_lb.this.zone_id
    evaluate_target_health = false
  }
}

# ---- load balancer -----------------------------------------------------------------------------------------------------

resource "aws_security_group" "this" {
  name        = "${var.name}-edge"
  description = "The load balancer of ${var.name}"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "world" {
  security_group_id = aws_security_group.this.id
  cidr_ipv4         = "0.0.0.0/0"
  description       = "HTTPS from everywhere"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "gateway" {
  for_each                     = toset([tostring(var.port), tostring(var.management_port)])
  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = var.node_security_group_id
  description                  = "To the gateway's pods: requests, and whether they are ready"
  ip_protocol                  = "tcp"
  from_port                    = tonumber(each.key)
  to_port                      = tonumber(each.key)
}

resource "aws_vpc_security_group_ingress_rule" "gateway" {
  for_each                     = toset([tostring(var.port), tostring(var.management_port)])
  security_group_id            = var.node_security_group_id
  referenced_security_group_id = aws_security_group.this.id
  description                  = "From the load balancer: requests, and whether pods are ready"
  ip_protocol                  = "tcp"
  from_port                    = tonumber(each.key)
  to_port                      = tonumber(each.key)
}

resource "aws_lb" "this" {
  name                       = var.name
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = var.public_subnet_ids
  security_groups            = [aws_security_group.this.id]
  drop_invalid_header_fields = true
  xff_header_processing_mode = "append"
  enable_deletion_protection = var.deletion_protection
}

resource "aws_lb_target_group" "gateway" {
  name        = "${var.name}-gateway"
  vpc_id      = var.vpc_id
  target_type = "ip"
  protocol    = "HTTP"
  port        = var.port

  # A pod that ends still answers for as long as its preStop hook sleeps; then no request is on its way to it any more.
  deregistration_delay = 15

  health_check {
    port                = var.management_port
    path                = "/health/ready"
    interval            = 10
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate_validation.this.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.gateway.arn
  }
}

# ---- firewall ----------------------------------------------------------------------------------------------------------

locals {
  # Amazon's rule sets, in the order in which they are asked, and the rules of each that only count: batches of products and
  # of events are longer than the 8 KiB at which the common set would refuse a body.
  rule_sets = {
    AWSManagedRulesAmazonIpReputationList = { priority = 10, counted = [] }
    AWSManagedRulesCommonRuleSet          = { priority = 20, counted = ["SizeRestrictions_BODY"] }
    AWSManagedRulesKnownBadInputsRuleSet  = { priority = 30, counted = [] }
  }
}

resource "aws_wafv2_web_acl" "this" {
  count       = var.create_firewall ? 1 : 0
  name        = var.name
  description = "Before the shop's load balancer"
  scope       = "REGIONAL"

  default_action {
    allow {}
  }

  # One address, five minutes. The gateway limits each caller more finely; this is for floods.
  rule {
    name     = "flood"
    priority = 0
    action {
      block {}
    }
    statement {
      rate_based_statement {
        aggregate_key_type = "IP"
        limit              = var.requests_in_five_minutes
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "${var.name}-flood"
      sampled_requests_enabled   = true
    }
  }

  dynamic "rule" {
    for_each = local.rule_sets
    content {
      name     = rule.key
      priority = rule.value.priority
      override_action {
        none {}
      }
      statement {
        managed_rule_group_statement {
          vendor_name = "AWS"
          name        = rule.key
          dynamic "rule_action_override" {
            for_each = rule.value.counted
            content {
              name = rule_action_override.value
              action_to_use {
                count {}
              }
            }
          }
        }
      }
      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "${var.name}-${rule.key}"
        sampled_requests_enabled   = true
      }
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = var.name
    sampled_requests_enabled   = true
  }
}

resource "aws_wafv2_web_acl_association" "this" {
  count        = var.create_firewall ? 1 : 0
  resource_arn = aws_lb.this.arn
  web_acl_arn  = aws_wafv2_web_acl.this[0].arn
}
