output "project" {
  value = var.project
}

output "region" {
  value = var.region
}

output "deletion_protection" {
  value = var.deletion_protection
}

output "job" {
  description = "What the submission of the window job needs; ./caravan cloud submit-job reads it."
  value = {
    cluster               = module.dataproc.cluster_name
    zone                  = module.dataproc.zone
    jar                   = module.dataproc.job_jar_uri
    state                 = module.dataproc.state_uri
    kafka_properties_file = module.dataproc.kafka_properties_file
    kafka_secret          = module.dataproc.kafka_secret
    bootstrap_servers     = var.aws.kafka.bootstrap_servers
    table                 = var.aws.table.name
    aws_region            = var.aws.region
    role_arn              = module.federation.role_arn
    audience              = module.federation.audience
    static_user           = module.federation.static_user
  }
}

output "tunnels" {
  value = module.vpn.tunnels
}

output "fluent_bit" {
  description = "Whose key goes where: ./caravan cloud fluent-bit-key does it."
  value = {
    service_account = google_service_account.fluent_bit.email
    secret_id       = var.aws.fluent_bit_secret_id
  }
}

output "window_job_targets" {
  description = "Where Prometheus reads the job's metrics."
  value       = module.dataproc.metrics_targets
}
