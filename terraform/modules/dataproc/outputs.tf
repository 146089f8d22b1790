output "cluster_name" {
  value = google_dataproc_cluster.this.name
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
