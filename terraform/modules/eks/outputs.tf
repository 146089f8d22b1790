output "cluster_name" {
  value = aws_eks_cluster.this.name
}

output "endpoint" {
  value = aws_eks_cluster.this.endpoint
}

output "certificate_authority" {
  description = "PEM of the API server's authority, in base64."
  value       = try(aws_eks_cluster.this.certificate_authority[0].data, "")
}

output "node_security_group_id" {
  description = "The group of every node and pod."
  value       = aws_security_group.node.id
}

output "workload_role_arns" {
  value = { for name, role in aws_iam_role.workload : name => role.arn }
}
