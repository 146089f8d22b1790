output "annotations" {
  description = "What ApplicationSets can read of the cluster's secret."
  value       = module.argocd.annotations
}
