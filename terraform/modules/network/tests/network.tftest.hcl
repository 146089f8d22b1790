variables {
  name               = "caravan-test"
  cidr               = "10.20.0.0/16"
  peer_cidrs         = ["10.60.0.0/20"]
  availability_zones = ["us-east-1a", "us-east-1b", "us-east-1c"]
  nat_per_zone       = true
  log_retention_days = 90
}

run "holds" {
  command = plan

  # only public subnets reach the internet directly
  assert {
    condition     = aws_route.public_internet.destination_cidr_block == "0.0.0.0/0" && length(aws_route_table_association.public) == 3
    error_message = "The public subnets, and only they, are to use the internet gateway."
  }
  assert {
    condition     = alltrue([for subnet in aws_subnet.public : !subnet.map_public_ip_on_launch])
    error_message = "A machine that is started in a public subnet must not get a public address by itself."
  }
  assert {
    condition     = alltrue([for route in aws_route.private_nat : route.gateway_id == null])
    error_message = "A private subnet has a route to the internet gateway."
  }
  assert {
    condition     = length(aws_nat_gateway.this) == 3
    error_message = "With nat_per_zone each zone has its own NAT gateway."
  }

  # load balancers find their subnets
  assert {
    condition     = alltrue([for subnet in aws_subnet.public : subnet.tags["kubernetes.io/role/elb"] == "1"])
    error_message = "Public subnets must carry the tag for internet-facing load balancers."
  }
  assert {
    condition     = alltrue([for subnet in concat(values(aws_subnet.private), values(aws_subnet.data)) : !contains(keys(subnet.tags), "kubernetes.io/role/elb")])
    error_message = "A private or data subnet would take internet-facing load balancers."
  }

  # the load balancer's addresses are those of the public subnets
  assert {
    condition = alltrue([
      for subnet in aws_subnet.public : cidrhost("${split("/", subnet.cidr_block)[0]}/22", 0) == cidrhost(output.public_cidr, 0)
      ]) && !anytrue([
      for subnet in concat(values(aws_subnet.private), values(aws_subnet.data)) :
      cidrhost("${split("/", subnet.cidr_block)[0]}/22", 0) == cidrhost(output.public_cidr, 0)
    ])
    error_message = "public_cidr must have the public subnets in it, and no other."
  }

  # subnets do not overlap
  assert {
    condition     = length(distinct([for subnet in concat(values(aws_subnet.public), values(aws_subnet.private), values(aws_subnet.data)) : subnet.cidr_block])) == 9
    error_message = "Two subnets have the same addresses."
  }

  # traffic is logged and logs expire
  assert {
    condition     = aws_flow_log.this.traffic_type == "ALL"
    error_message = "Flow logs must hold refused and accepted traffic."
  }
  assert {
    condition     = aws_cloudwatch_log_group.flow.retention_in_days == 90
    error_message = "Flow logs must be kept as long as said."
  }

}

run "one_nat_where_that_is_enough" {
  command = plan
  variables {
    nat_per_zone = false
  }
  assert {
    condition     = length(aws_nat_gateway.this) == 1
    error_message = "Without nat_per_zone there is one NAT gateway."
  }
}

# refuses clouds that overlap; refuses one zone
run "refuses_1" {
  command = plan
  variables {
    peer_cidrs         = ["10.20.16.0/20"]
    availability_zones = ["us-east-1a"]
  }
  expect_failures = [var.peer_cidrs, var.availability_zones]
}

# refuses a larger cloud around this one
run "refuses_2" {
  command = plan
  variables {
    peer_cidrs = ["10.0.0.0/8"]
  }
  expect_failures = [var.peer_cidrs]
}

# refuses addresses that are none
run "refuses_3" {
  command = plan
  variables {
    cidr       = "10.20.0.0/33"
    peer_cidrs = []
  }
  expect_failures = [var.cidr]
}

# refuses a block that does not begin where it says
run "refuses_4" {
  command = plan
  variables {
    cidr       = "10.20.5.0/16"
    peer_cidrs = []
  }
  expect_failures = [var.cidr]
}
