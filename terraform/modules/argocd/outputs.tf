output "annotations" {
  description = "What the ApplicationSets can read."
  value       = keys(local.cluster_secret.metadata.annotations)
}

output "chart_version" {
  value = helm_release.argocd.version
}
