package dev.caravan.local.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestRulesTest {

    private static final Path ROOT = Path.of(System.getProperty("caravan.root"));

    @Test
    void findsNothingWhereAllIsWell() throws IOException {
        assertThat(findings(good())).containsExactly("HorizontalPodAutoscaler/api-gateway-hpa is missing.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a service that selects nothing       | selector: {app.kubernetes.io/name: activity-service}\\n  ports     | selector: {app.kubernetes.io/name: activty}\\n  ports | Service/activity-service selects no pod: {"app.kubernetes.io/name":"activty"}.
            a deployment that selects others     | matchLabels: {app.kubernetes.io/name: activity-service} | matchLabels: {app.kubernetes.io/name: other} | Deployment/activity-service selects pods that it does not make
            a secret that nothing provides       | secretRef: {name: kafka-client}         | secretRef: {name: kafka-cleint}       | Deployment/activity-service needs the secret kafka-cleint, which nothing provides.
            a key that the secret lacks          | key: KAFKA_SASL_JAAS_CONFIG}            | key: PASSWORD}                        | Deployment/activity-service needs the key PASSWORD of kafka-client
            a config map that is missing         | configMapRef: {name: platform-abc}      | configMapRef: {name: platform}        | Deployment/activity-service needs the config map platform, which nothing provides.
            a service account that is missing    | serviceAccountName: activity-service    | serviceAccountName: nobody            | Deployment/activity-service runs as the service account nobody, which is missing.
            a port that the pods lack            | targetPort: management                  | targetPort: admin                     | Service/activity-service sends to port admin, which Deployment/activity-service does not have.
            a monitor of another port            | {port: management, path: /metrics}      | {port: metrics, path: /metrics}       | ServiceMonitor/services reads port metrics, which Service/activity-service does not have.
            a monitor of another path            | path: /metrics}                         | path: /prometheus}                    | ServiceMonitor/services reads /prometheus; the services answer at /metrics.
            a probe of a path that is not there  | readinessProbe: {httpGet: {path: /health/ready | readinessProbe: {httpGet: {path: /ready | readinessProbe asks management/ready; the service answers at management/health/ready.
            another port than the service's      | containerPort: 8084                     | containerPort: 8080                   | has port http 8080, but the service listens at 8084.
            a pod that may be root               | runAsNonRoot: true                      | runAsNonRoot: false                   | Deployment/activity-service may run as root
            a writable root file system          | readOnlyRootFilesystem: true            | readOnlyRootFilesystem: false         | can write its root file system
            a capability                         | capabilities: {drop: [ALL]}             | capabilities: {drop: [CHOWN]}         | keeps capabilities
            no memory limit                      | limits: {cpu: "2", memory: 768Mi}       | limits: {cpu: "2"}                    | has no resources.limits.memory.
            an image whose content changes       | activity-service:1.0.0                  | activity-service:latest               | whose content can change
            a foreign image without its digest   | kafka:4.1.1@sha256:0bc1bb2478f45b6cea78864df86acdc11e8df2c5172477819a4d12942cbe5d40 | kafka:4.1.1 | which is not ours: name its digest
            a gap in the rollout                 | maxUnavailable: 0                       | maxUnavailable: 1                     | takes a pod away before its successor is ready
            an end in the middle of requests     | terminationGracePeriodSeconds: 60       | terminationGracePeriodSeconds: 20     | is killed before its requests are answered
            replicas beside an autoscaler        | strategy: {rollingUpdate                | replicas: 3\\n  strategy: {rollingUpdate | Deployment/activity-service names spec.replicas, which its autoscaler rules.
            another minimum                      | minReplicas: 2                          | minReplicas: 1                        | HorizontalPodAutoscaler/activity-service-hpa: spec.minReplicas is 1, not 2.
            another CPU target                   | averageUtilization: 60                  | averageUtilization: 80                | HorizontalPodAutoscaler/activity-service-hpa: the target for cpu is 80, not 60.
            a hook beside what it reads          | name: topics-abc, annotations: {argocd.argoproj.io/sync-wave: "-2" | name: topics-abc, annotations: {argocd.argoproj.io/sync-wave: "-1" | Job/topics, a hook of wave -1, needs the config map topics-abc, which comes in wave -1
            a config map without a wave          | name: topics-abc, annotations: {argocd.argoproj.io/sync-wave: "-2"} | name: topics-abc | Job/topics, a hook of wave -1, needs the config map topics-abc, which comes in wave 0
            a secret after its service           | metadata: {name: kafka-client}          | metadata: {name: kafka-client, annotations: {argocd.argoproj.io/sync-wave: "1"}} | Deployment/activity-service of wave 0, needs the secret kafka-client, which comes in wave 1
            a policy after what it holds         | name: default-deny, annotations: {argocd.argoproj.io/sync-wave: "-3" | name: default-deny, annotations: {argocd.argoproj.io/sync-wave: "-1" | NetworkPolicy/default-deny of wave -1 comes no earlier than Job/topics
            a way to the machine's metadata      | 127.0.0.0/8, 169.254.0.0/16             | 127.0.0.0/8                           | NetworkPolicy/issuer lets pods reach 169.254.0.0/16 by the way to the internet
            a way to half a network              | 172.16.0.0/12                           | 172.30.0.0/16                         | NetworkPolicy/issuer lets pods reach 172.16.0.0/12 by the way to the internet
            the internet at every port           | ports: [{port: 443}]                    | ports: []                             | NetworkPolicy/issuer lets pods reach the internet at ports [], not at 443 alone.
            a way to everybody                   | - ipBlock: {cidr: 0.0.0.0/0             | # {cidr: 0.0.0.0/0                    | NetworkPolicy/issuer lets pods connect to everything: it names no peer.
            a topic that nobody creates          | KAFKA_TOPIC: ecom-raw-events            | KAFKA_TOPIC: ecom-raw-event           | ConfigMap/platform-abc sets KAFKA_TOPIC to ecom-raw-event, which is no topic
            a setting that nobody reads          | DB_NAME: ecommerce                      | DB_NAME: ecommerce\\n  DB_HOTS: x     | ConfigMap/platform-abc sets DB_HOTS, which no service reads.
            an address where nobody listens      | http://order-service:8083               | http://order-service:8080             | ConfigMap/platform-abc sets ORDER_SERVICE_URL to http://order-service:8080, where no service listens.
            """)
    void namesWhatIsBroken(String what, String good, String broken, String finding) throws IOException {
        var text = good().replace(unescape(good), unescape(broken));
        assertThat(text).as("the change took place").isNotEqualTo(good());
        assertThat(findings(text)).as(what).anyMatch(found -> found.contains(finding));
    }

    private static String unescape(String text) {
        return text.replace("\\n", "\n");
    }

    private static List<String> findings(String yaml) throws IOException {
        return ManifestRules.findings(ROOT, Manifest.ofYaml(yaml));
    }

    private static String good() throws IOException {
        try (var text = Objects.requireNonNull(ManifestRulesTest.class.getResourceAsStream("/cluster/good.yaml"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
