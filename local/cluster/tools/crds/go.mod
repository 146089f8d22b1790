module dev.caravan/tools/crds

go 1.24.0

require (
	github.com/argoproj/argo-cd/v3 v3.2.0
	github.com/external-secrets/external-secrets v1.3.2
	github.com/prometheus-operator/prometheus-operator v0.85.0
	sigs.k8s.io/kwok v0.7.0
)
