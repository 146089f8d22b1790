# Argo CD with the secret that describes the cluster it runs in, then the application that all others come from. The
# secret's annotations carry what Terraform made into the ApplicationSets (the gitops-bridge pattern).

locals {
  # Where the manifests name the repository, this stands.
  any_repository = "https://git.invalid/caravan.git"

  # What may come from where and be what. They are made here and not by the root application: a commit cannot widen what
  # commits may do.
  projects = {
    for name in ["root", "services", "addons"] : name => merge(local.project_files[name].spec, {
      namespace   = "argocd"
      sourceRepos = [for source in local.project_files[name].spec.sourceRepos : source == local.any_repository ? var.repository_url : source]
    })
  }
  project_files = { for name in ["root", "services", "addons"] : name => yamldecode(file("${path.module}/../../../argocd/projects/${name}.yaml")) }

  # The names of the chart for what a git repository is read with.
  credentials = var.repository_credentials == null ? {} : var.repository_credentials

  # Where Argo CD's pods may connect to: inside all of them, to the internet what reads repositories, by HTTPS or SSH.
  egress_files = { for name in ["inside", "outside"] : name => yamldecode(file("${path.module}/../../../kustomize/components/egress/${name}.yaml")) }
  egress = [
    merge(local.egress_files["inside"], { metadata = { name = "inside", namespace = "argocd" } }),
    merge(local.egress_files["outside"], {
      metadata = { name = "outside", namespace = "argocd" }
      spec = {
        podSelector = { matchLabels = { "app.kubernetes.io/name" = "argocd-repo-server" } }
        policyTypes = ["Egress"]
        egress = [{
          to    = local.egress_files["outside"].spec.egress[0].to
          ports = [{ port = 443 }, { port = 22 }]
        }]
      }
    }),
  ]

  cluster_secret = {
    apiVersion = "v1"
    kind       = "Secret"
    metadata = {
      name      = "in-cluster"
      namespace = "argocd"
      labels = {
        "argocd.argoproj.io/secret-type" = "cluster"
        environment                      = var.environment
      }
      annotations = merge(var.annotations, {
        environment     = var.environment
        repository_url  = var.repository_url
        target_revision = var.revision
      })
    }
    type = "Opaque"
    stringData = {
      name   = "in-cluster"
      server = "https://kubernetes.default.svc"
      config = jsonencode({ tlsClientConfig = { insecure = false } })
    }
  }
}

resource "helm_release" "argocd" {
  name             = "argocd"
  namespace        = "argocd"
  create_namespace = true
  repository       = "https://argoproj.github.io/argo-helm"
  chart            = "argo-cd"
  version          = var.chart_version
  atomic           = true
  cleanup_on_fail  = true
  timeout          = 600

  # Which of username, password and sshPrivateKey there are is told by the credentials themselves.
  set_wo = [for name in ["username", "password", "sshPrivateKey"] : {
    name  = "configs.repositories.caravan.${name}"
    value = local.credentials[name]
    type  = "string"
  } if contains(keys(local.credentials), name)]
  set_wo_revision = var.repository_credentials_version

  values = [yamlencode({
    global = {
      networkPolicy = { create = true }
    }
    configs = {
      params = {
        # Nothing of Argo CD is public: engineers use port-forward.
        "server.insecure" = false
      }
      cm = {
        "application.resourceTrackingMethod" = "annotation"
        "admin.enabled"                      = true
        "exec.enabled"                       = false
      }
      repositories = { caravan = { url = var.repository_url, type = "git" } }
    }
    server         = { service = { type = "ClusterIP" }, replicas = var.high_availability ? 2 : 1 }
    repoServer     = { replicas = var.high_availability ? 2 : 1 }
    applicationSet = { replicas = var.high_availability ? 2 : 1 }
    "redis-ha"     = { enabled = var.high_availability }
    dex            = { enabled = false }
    notifications  = { enabled = false }
    extraObjects   = concat([local.cluster_secret], local.egress)
  })]
}

# A release of its own: the kinds that it needs are known to the API server only when the first is there. Without a
# finalizer, so that destroying it leaves nothing waiting; delete the ApplicationSets before, as docs/operations.md says.
resource "helm_release" "bootstrap" {
  name       = "bootstrap"
  namespace  = helm_release.argocd.namespace
  repository = "https://argoproj.github.io/argo-helm"
  chart      = "argocd-apps"
  version    = var.apps_chart_version

  # The same as argocd/bootstrap/root-app.yaml, with this environment's repository.
  values = [yamlencode({
    projects = local.projects
    applications = {
      root = {
        namespace = "argocd"
        project   = "root"
        source = {
          repoURL        = var.repository_url
          targetRevision = var.revision
          path           = "argocd/applicationsets"
        }
        destination = {
          server    = "https://kubernetes.default.svc"
          namespace = "argocd"
        }
        syncPolicy = {
          automated   = { prune = true, selfHeal = true }
          syncOptions = ["ServerSideApply=true"]
          retry = {
            limit   = -1
            refresh = true
            backoff = { duration = "10s", factor = 2, maxDuration = "3m" }
          }
        }
      }
    }
  })]
}
