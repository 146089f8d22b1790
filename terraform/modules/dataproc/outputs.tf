output "cluster_name" {
  value = google_dataproc_cluster.this.name
}

output "zone" {
  value = google_dataproc_cluster.this.cluster_config[0].gce_cluster_config[0].zone
}

output "job_jar_uri" {
  value = "gs://${google_storage_bucket_object.jar.bucket}/${google_storage_bucket_object.jar.name}"
}

output "state_uri" {
  description = "Where the job keeps checkpoints and savepoints."
  value       = "gs://${google_storage_bucket.this["state"].name}"
}

output "kafka_properties_file" {
  description = "On each machine: the job's Kafka settings (KAFKA_PROPERTIES_FILE)."
  value       = "/etc/caravan/kafka.properties"
}

output "kafka_secret" {
  description = "The secret of Google's that the machines fetch that file from."
  value       = google_secret_manager_secret.kafka.secret_id
}

output "metrics_port_range" {
  value = local.metrics_port_range
}

output "metrics_targets" {
  description = "Where Prometheus finds the job: each port of each worker, whether somebody listens there or not."
  value = [
    for pair in setproduct(data.google_compute_instance.worker[*].network_interface[0].network_ip, local.metrics_ports) :
    "${pair[0]}:${pair[1]}"
  ]
}
