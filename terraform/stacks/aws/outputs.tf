output "environment" {
  value = var.environment
}

output "region" {
  value = var.region
}

output "deletion_protection" {
  description = "Whether destroy is refused."
  value       = var.deletion_protection
}

output "cidr" {
  value = module.network.cidr
}

output "vpc_id" {
  value = module.network.vpc_id
}

output "vpn_gateway_id" {
  value = module.network.vpn_gateway_id
}

output "public_cidr" {
  description = "Addresses of the load balancer."
  value       = module.network.public_cidr
}

output "public_subnet_ids" {
  value = module.network.public_subnet_ids
}

output "cluster" {
  description = "How to reach Kubernetes."
  value = {
    name                  = module.cluster.cluster_name
    endpoint              = module.cluster.endpoint
    certificate_authority = module.cluster.certificate_authority
  }
}

output "database" {
  value = {
    host              = module.database.host
    port              = module.database.port
    name              = module.database.database_name
    role_secret_names = module.database.role_secret_names
    master_secret_arn = module.database.master_secret_arn
  }
}

output "kafka" {
  value = {
    bootstrap_servers  = module.kafka.bootstrap_servers
    user_secret_names  = module.kafka.user_secret_names
    login_secret_names = module.kafka.login_secret_names
  }
}

output "table" {
  value = {
    name = module.table.name
    arn  = module.table.arn
  }
}

output "feeds" {
  value = {
    bucket             = module.feeds.bucket
    function_name      = module.feeds.function_name
    owner_policy_arn   = module.feeds.owner_policy_arn
    dead_letters       = module.feeds.dead_letter_queue_url
    function_role_name = module.feeds.function_role_name
  }
}

output "marketplace" {
  description = "Empty where there is no marketplace feed."
  value = {
    bucket            = one(module.marketplace[*].bucket) == null ? "" : module.marketplace[0].bucket
    link              = var.marketplace == null ? "" : var.marketplace.link
    image_link        = var.marketplace == null ? "" : var.marketplace.image_link
    reader_policy_arn = one(module.marketplace[*].reader_policy_arn)
  }
}

output "identity" {
  value = {
    issuer_url           = module.identity.issuer_url
    token_url            = module.identity.token_url
    audience             = local.platform.oidc.audience
    machine_client_ids   = module.identity.machine_client_ids
    storefront_client_id = module.identity.storefront_client_id
  }
}

output "mail" {
  value = {
    host        = module.mail.host
    from        = var.mail_from == null ? "" : var.mail_from
    dns_records = module.mail.dns_records
  }
}

output "image_repositories" {
  value = module.images.repository_urls
}

output "fluent_bit_secret_id" {
  value = aws_secretsmanager_secret.fluent_bit.id
}

output "gateway_host" {
  value = var.gateway_host
}

output "target_group_arn" {
  value = module.edge.target_group_arn
}

output "load_balancer_address" {
  value = module.edge.load_balancer_address
}

output "alarm_topic_arn" {
  value = module.alarms.topic_arn
}

output "operator_client_secret_id" {
  value = aws_secretsmanager_secret.operator_client.id
}

output "repository_secret_id" {
  value = aws_secretsmanager_secret.repository.id
}

output "release_role_arn" {
  description = "What the hosted CI takes to push images, or null."
  value       = one(module.release[*].role_arn)
}
