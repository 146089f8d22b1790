variables {
  name               = "caravan-test"
  kubernetes_version = "1.34"
  vpc_id             = "vpc-1"
  subnet_ids         = ["subnet-1", "subnet-2"]
  api_public_cidrs   = []
  node_groups        = { services = { instance_types = ["t3.large"], min = 2, desired = 2, max = 4 } }
  admin_role_arns    = ["arn:aws:iam::123456789012:role/platform-team"]
  log_retention_days = 90
  workload_roles = {
    api-gateway = {
      namespace       = "ecommerce"
      service_account = "api-gateway"
      policy          = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
    }
  }
}

run "holds" {
  command = plan

  # the api is private
  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].endpoint_private_access && !aws_eks_cluster.this.vpc_config[0].endpoint_public_access
    error_message = "The Kubernetes API must not be public unless addresses are named."
  }

  # secrets are encrypted with an own key
  assert {
    condition     = aws_eks_cluster.this.encryption_config[0].resources == toset(["secrets"]) && aws_kms_key.secrets.enable_key_rotation
    error_message = "Kubernetes secrets must be encrypted with a key that rotates."
  }

  # audit logs are kept
  assert {
    condition     = contains(aws_eks_cluster.this.enabled_cluster_log_types, "audit") && contains(aws_eks_cluster.this.enabled_cluster_log_types, "authenticator")
    error_message = "The control plane must log who did what."
  }
  assert {
    condition     = aws_cloudwatch_log_group.control_plane.retention_in_days == 90
    error_message = "The control plane's logs must be kept as long as said."
  }

  # nodes speak imdsv2 only
  assert {
    condition     = alltrue([for template in aws_launch_template.node : template.metadata_options[0].http_tokens == "required"])
    error_message = "Nodes must require IMDSv2."
  }
  assert {
    condition     = alltrue([for template in aws_launch_template.node : template.metadata_options[0].http_put_response_hop_limit == 1])
    error_message = "With more than one hop a pod reaches the credentials of its node."
  }

  # disks of nodes are encrypted
  assert {
    condition     = alltrue([for template in aws_launch_template.node : template.block_device_mappings[0].ebs[0].encrypted == "true"])
    error_message = "A node's disk is not encrypted."
  }

  # nodes have no permissions for workloads
  assert {
    condition     = toset(keys(aws_iam_role_policy_attachment.node)) == toset(["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"])
    error_message = "A node may join the cluster and pull images; anything else belongs to a workload's own role."
  }

  # access is by entries only
  assert {
    condition     = aws_eks_cluster.this.access_config[0].authentication_mode == "API" && !aws_eks_cluster.this.access_config[0].bootstrap_cluster_creator_admin_permissions
    error_message = "Who administers the cluster must stand in its access entries, not in who happened to create it."
  }
  assert {
    condition     = keys(aws_eks_access_entry.admin) == ["arn:aws:iam::123456789012:role/platform-team"]
    error_message = "Only the named roles may come in."
  }

  # workloads get their roles by pod identity
  assert {
    condition     = aws_eks_pod_identity_association.workload["api-gateway"].service_account == "api-gateway" && aws_eks_pod_identity_association.workload["api-gateway"].namespace == "ecommerce"
    error_message = "The gateway's role belongs to its service account."
  }
  assert {
    condition     = data.aws_iam_policy_document.pod_trust.statement[0].principals != null && jsondecode(data.aws_iam_policy_document.pod_trust.json).Statement[0].Principal.Service == "pods.eks.amazonaws.com"
    error_message = "Only EKS may hand out the workloads' roles."
  }

  # the network plugin comes before nodes
  assert {
    condition     = toset(keys(aws_eks_addon.before_compute)) == toset(["vpc-cni", "eks-pod-identity-agent"])
    error_message = "vpc-cni and the Pod Identity agent must be there before the nodes."
  }
  assert {
    condition     = jsondecode(aws_eks_addon.before_compute["vpc-cni"].configuration_values).enableNetworkPolicy == "true"
    error_message = "The network plugin must enforce network policies."
  }
}

run "the_api_is_open_to_named_addresses_only" {
  command = plan
  variables {
    api_public_cidrs = ["203.0.113.0/29"]
  }
  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].public_access_cidrs == toset(["203.0.113.0/29"])
    error_message = "The Kubernetes API is open to other addresses than the named ones."
  }
}

# refuses a public api for everybody; refuses min above max; refuses an old kubernetes
run "refuses_1" {
  command = plan
  variables {
    api_public_cidrs   = ["0.0.0.0/0"]
    node_groups        = { services = { instance_types = ["t3.large"], min = 5, desired = 5, max = 4 } }
    kubernetes_version = "1.27"
  }
  expect_failures = [var.api_public_cidrs, var.node_groups, var.kubernetes_version]
}

# refuses a block that does not begin where it says; refuses to be without nodes
run "refuses_2" {
  command = plan
  variables {
    api_public_cidrs = ["203.0.113.7/24"]
    node_groups      = { services = { instance_types = ["t3.large"], min = 0, desired = 0, max = 4 } }
  }
  expect_failures = [var.api_public_cidrs, var.node_groups]
}

# refuses the world in two halves; refuses machines that the images are not for
run "refuses_3" {
  command = plan
  variables {
    api_public_cidrs = ["0.0.0.0/1", "128.0.0.0/1"]
    node_groups      = { services = { instance_types = ["m7i.large", "c7gn.large"], min = 2, desired = 2, max = 4 } }
  }
  expect_failures = [var.api_public_cidrs, var.node_groups]
}

# refuses an address that nobody comes from
run "refuses_4" {
  command = plan
  variables {
    api_public_cidrs = ["192.168.1.7/32"]
  }
  expect_failures = [var.api_public_cidrs]
}

run "takes_machines_whose_names_have_a_g" {
  command = plan
  variables {
    node_groups = { services = { instance_types = ["g6.xlarge", "m7i.large"], min = 2, desired = 2, max = 4 } }
  }
}
