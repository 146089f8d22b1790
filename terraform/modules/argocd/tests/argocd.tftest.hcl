mock_provider "helm" {}

variables {
  environment       = "prod"
  repository_url    = "https://git.example.com/caravan.git"
  annotations       = { aws_region = "us-east-1", db_host = "database.example.com" }
  high_availability = true
}

run "holds" {
  command = plan

  # what Terraform made reaches the ApplicationSets
  assert {
    condition     = yamldecode(helm_release.argocd.values[0]).extraObjects[0].metadata.annotations.db_host == "database.example.com" && yamldecode(helm_release.argocd.values[0]).extraObjects[0].metadata.labels.environment == "prod"
    error_message = "The cluster's secret must carry the annotations and its environment."
  }
  assert {
    condition     = yamldecode(helm_release.argocd.values[0]).extraObjects[0].metadata.annotations.repository_url == "https://git.example.com/caravan.git"
    error_message = "The cluster's secret must say which repository is synced."
  }

  # only what reads repositories connects to the internet, and to nothing inside by that way
  assert {
    condition = alltrue([
      for policy in slice(yamldecode(helm_release.argocd.values[0]).extraObjects, 1, 3) :
      policy.metadata.namespace == "argocd" && policy.spec.policyTypes == ["Egress"] &&
      (policy.metadata.name == "inside" ? policy.spec.podSelector == {} : policy.spec.podSelector.matchLabels["app.kubernetes.io/name"] == "argocd-repo-server")
    ])
    error_message = "Every pod of Argo CD must be held inside, and only the repository server let out."
  }
  assert {
    condition     = contains(yamldecode(helm_release.argocd.values[0]).extraObjects[2].spec.egress[0].to[0].ipBlock.except, "169.254.0.0/16") && [for port in yamldecode(helm_release.argocd.values[0]).extraObjects[2].spec.egress[0].ports : port.port] == [443, 22]
    error_message = "The way to repositories must lead to the internet only, by HTTPS or SSH."
  }

  # everything comes from one root application
  assert {
    condition     = yamldecode(helm_release.bootstrap.values[0]).applications.root.source.path == "argocd/applicationsets" && yamldecode(helm_release.bootstrap.values[0]).applications.root.syncPolicy.automated.selfHeal
    error_message = "The root application must sync argocd/applicationsets and heal drift."
  }

  # nothing comes from a repository that is not named, and no project takes every kind
  assert {
    condition = alltrue([
      for name, project in yamldecode(helm_release.bootstrap.values[0]).projects :
      contains(project.sourceRepos, "https://git.example.com/caravan.git") && !contains(project.sourceRepos, "*") &&
      !contains(project.sourceRepos, "https://git.invalid/caravan.git") &&
      alltrue([for kind in project.clusterResourceWhitelist : kind.kind != "*"])
    ])
    error_message = "A project takes manifests from anywhere, or of every kind."
  }
  assert {
    condition     = yamldecode(helm_release.bootstrap.values[0]).applications.root.project == "root"
    error_message = "The root application must be in a project that lets it make ApplicationSets only."
  }
  # without credentials none are handed over, and with them they are in no value that is kept
  assert {
    condition     = !strcontains(helm_release.argocd.values[0], "password") && yamldecode(helm_release.argocd.values[0]).configs.repositories.caravan.url == "https://git.example.com/caravan.git"
    error_message = "Argo CD must know the repository, and no password may be among the values."
  }

  # Argo CD is not public, and speaks TLS
  assert {
    condition     = yamldecode(helm_release.argocd.values[0]).server.service.type == "ClusterIP" && yamldecode(helm_release.argocd.values[0]).configs.params["server.insecure"] == false
    error_message = "Argo CD must not be reachable from outside the cluster."
  }
  assert {
    condition     = yamldecode(helm_release.argocd.values[0])["redis-ha"].enabled && yamldecode(helm_release.argocd.values[0]).repoServer.replicas == 2
    error_message = "prod's Argo CD must survive the loss of a node."
  }
}

# refuses a repository without TLS or SSH, an empty annotation
run "refuses_1" {
  command = plan
  variables {
    repository_url = "http://git.example.com/caravan.git"
    annotations    = { db_host = "" }
  }
  expect_failures = [var.repository_url, var.annotations]
}
