package dev.caravan.local.cli.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.local.cli.cloud.Overlay;
import dev.caravan.local.cli.git.GitRemote;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What the cluster's Argo CD makes of the working tree, from the root application on.
 *
 * @param controlPlane the cluster, with nothing of the platform in it
 * @param kubectl the client for its API
 */
record GitOps(ControlPlane controlPlane, Kubectl kubectl) {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String SERVICES = "services-dev";

    /** What the projects' files name in the repository's place, as terraform/modules/argocd has it. */
    private static final String ANY_REPOSITORY = "https://git.invalid/caravan.git";

    private static final Pattern WINDOW = Pattern.compile("((?:stabilizationWindow|period)Seconds: )(\\d+)");

    /**
     * From an empty cluster and the root application to all services synced and healthy, with the cluster's own values.
     *
     * @param shorten what the autoscalers' windows and periods are divided by, as a commit; 1 leaves them
     */
    List<String> comesUpFromGit(Path root, int shorten) throws IOException, InterruptedException {
        controlPlane.publish();
        if (shorten > 1) {
            for (var service : List.of("api-gateway", "activity-service")) {
                remote().commit(
                                "Shorten the autoscaler of " + service,
                                "components/hpa/" + service + ".yaml",
                                text -> WINDOW.matcher(text)
                                        .replaceAll(window -> window.group(1)
                                                + Math.max(1, Integer.parseInt(window.group(2)) / shorten)));
            }
        }
        applyRoot(root);
        awaitHealthy("root");
        awaitHealthy(SERVICES);
        return usesTheClustersValues();
    }

    /** Rules, boards and the routes of alerts are in the API server, and alerts go to the topic of the environment. */
    List<String> showsWhatIsSeen(Path root) throws IOException, InterruptedException {
        awaitHealthy("observability");
        var findings = new ArrayList<String>();
        var rules = new TreeSet<String>();
        for (var rule : Manifest.ofList(kubectl.get("prometheusrules", "--namespace=" + Manifest.NAMESPACE))) {
            rule.at("/spec/groups").findValuesAsText("alert").forEach(rules::add);
        }
        try (var pages = Files.list(root.resolve("docs/runbooks"))) {
            for (var page : pages.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList()) {
                var alert = page.replaceFirst("\\.md$", "");
                if (!alert.equals("README") && !rules.contains(alert)) {
                    findings.add(
                            "The alert " + alert + ", which has a runbook, is in no PrometheusRule of the cluster.");
                }
            }
        }
        var boards = kubectl.get("configmaps", "--namespace=" + Manifest.NAMESPACE, "--selector=grafana_dashboard=1")
                .path("items");
        if (boards.size() < 5) {
            findings.add("Grafana's sidecar finds " + boards.size() + " boards, not 5.");
        }
        var routes = kubectl.get("alertmanagerconfig", "caravan", "--namespace=" + Manifest.NAMESPACE);
        for (var receiver : routes.at("/spec/receivers")) {
            var topic = receiver.at("/snsConfigs/0/topicARN").asText();
            if (!topic.equals(ClusterSecret.ANNOTATIONS.get("alarm_topic_arn"))) {
                findings.add("The receiver " + receiver.path("name").asText() + " tells " + topic
                        + ", not the topic of the environment.");
            }
        }
        for (var scraped : List.of("window-job", "kafka", "kafka-machines")) {
            var target = kubectl.get("scrapeconfig", scraped, "--namespace=" + Manifest.NAMESPACE)
                    .at("/spec/staticConfigs/0/targets/0")
                    .asText();
            if (target.contains("invalid")) {
                findings.add("ScrapeConfig/" + scraped + " reads " + target + ", not what Terraform found.");
            }
        }
        return findings;
    }

    /** A commit that no cluster takes is left behind by the next one, though its retries never end. */
    List<String> leavesABadRevision() throws IOException, InterruptedException {
        var service = "base/order-service/service.yaml";
        remote().commit("A port that is none", service, text -> text.replace("port: 8083", "port: 808300"));
        refresh(SERVICES);
        awaitThat("the sync of a port that is none fails", () -> {
            var state =
                    kubectl.get("application", SERVICES, "--namespace=argocd").at("/status/operationState");
            return state.path("message").asText().contains("808300")
                    || state.path("retryCount").asInt() > 0;
        });
        remote().commit("A port again", service, text -> text.replace("port: 808300", "port: 8083"));
        refresh(SERVICES);
        awaitHealthy(SERVICES);
        return List.of();
    }

    private void applyRoot(Path root) throws IOException, InterruptedException {
        applyAll(ClusterSecret.json(remote().url()));
        for (var project : List.of("root", "services", "addons")) {
            applyAll(Files.readString(root.resolve("argocd/projects/" + project + ".yaml"))
                    .replace(ANY_REPOSITORY, remote().url()));
        }
        var application = Manifest.ofYaml(Files.readString(root.resolve("argocd/bootstrap/root-app.yaml")))
                .getFirst()
                .tree()
                .deepCopy();
        if (application.at("/spec/source") instanceof ObjectNode source) {
            source.put("repoURL", remote().url());
        }
        applyAll(application.toString());
    }

    /** Publishes the working tree, and waits until the services run as it says. */
    String sync(Path root) throws IOException, InterruptedException {
        var commit = controlPlane.publish();
        applyRoot(root);
        for (var application : List.of("root", SERVICES)) {
            awaitThat(
                    application + " is at " + commit + ", synced and healthy",
                    () -> refreshed(application) && isHealthy(application, commit));
        }
        return commit;
    }

    private boolean refreshed(String application) throws InterruptedException {
        return kubectl.attempt(
                                "",
                                "annotate",
                                "application/" + application,
                                "argocd.argoproj.io/refresh=normal",
                                "--overwrite",
                                "--namespace=argocd")
                        .status()
                == 0;
    }

    private List<String> usesTheClustersValues() throws InterruptedException {
        var findings = new ArrayList<String>();
        var image = image("api-gateway");
        if (!image.startsWith(ClusterSecret.ANNOTATIONS.get("image_registry") + "/caravan/api-gateway:")) {
            findings.add("Deployment/api-gateway runs " + image + ", not an image of the cluster's registry.");
        }
        var settings = new TreeMap<String, String>();
        for (var map : Manifest.ofList(kubectl.get("configmaps", "--namespace=" + Manifest.NAMESPACE))) {
            if (map.name().startsWith("platform")) {
                settings.putAll(map.strings("/data"));
            }
        }
        for (var name : List.of("DB_HOST", "KAFKA_BOOTSTRAP_SERVERS", "ISSUER_URL", "AWS_REGION")) {
            var expected = ClusterSecret.ANNOTATIONS.get(name.toLowerCase(Locale.ROOT));
            if (!String.valueOf(expected).equals(settings.get(name))) {
                findings.add(
                        "The setting " + name + " is " + settings.get(name) + ", not the cluster's " + expected + ".");
            }
        }
        var key = kubectl.get("externalsecret", "database-catalog", "--namespace=" + Manifest.NAMESPACE)
                .at("/spec/data/0/remoteRef/key")
                .asText();
        if (!key.equals(ClusterSecret.ANNOTATIONS.get("db_secret_catalog"))) {
            findings.add("ExternalSecret/database-catalog reads " + key + ", not the cluster's secret.");
        }
        return findings;
    }

    /** Every directory of add-ons has its application, with the chart and the values that the directory names. */
    List<String> namesEveryAddon(Path root) throws IOException, InterruptedException {
        var findings = new ArrayList<String>();
        try (var directories = Files.list(root.resolve("argocd/addons"))) {
            for (var directory : directories.sorted().toList()) {
                var name = String.valueOf(directory.getFileName());
                var addon = Manifest.ofYaml(Files.readString(directory.resolve("addon.yaml")))
                        .getFirst();
                awaitThat(
                        name + " has an application",
                        () -> kubectl.attempt("", "get", "application", name, "--namespace=argocd")
                                        .status()
                                == 0);
                var source =
                        kubectl.get("application", name, "--namespace=argocd").at("/spec/sources/0");
                if (!source.path("chart").asText().equals(addon.at("/chart").asText())
                        || !source.path("targetRevision")
                                .asText()
                                .equals(addon.at("/version").asText())
                        || !source.at("/helm/valueFiles/0")
                                .asText()
                                .equals("$values/argocd/addons/" + name + "/values.yaml")) {
                    findings.add("Application/" + name + " takes " + source + ", not what " + directory + " names.");
                }
            }
        }
        return findings;
    }

    /** The commit of {@code ./caravan cloud release} is rolled out: every service runs the version that it names. */
    List<String> rollsOutARelease() throws IOException, InterruptedException {
        remote().commit("Release 1.0.1 to dev", Overlay.file("dev"), text -> Overlay.release(text, "1.0.1"));
        refresh(SERVICES);
        for (var service :
                List.of("api-gateway", "product-catalog", "customer-service", "order-service", "activity-service")) {
            awaitThat(service + " runs 1.0.1", () -> image(service).endsWith(":1.0.1"));
        }
        kubectl.awaitDeployments(Manifest.NAMESPACE, PATIENCE);
        awaitHealthy(SERVICES);
        return List.of();
    }

    /** What somebody changes or deletes by hand comes back. */
    List<String> healsDrift() throws InterruptedException {
        kubectl.run(
                "patch",
                "deployment/customer-service",
                "--namespace=" + Manifest.NAMESPACE,
                "--patch={\"spec\":{\"template\":{\"spec\":{\"terminationGracePeriodSeconds\":30}}}}");
        kubectl.run("delete", "service/order-service", "--namespace=" + Manifest.NAMESPACE);
        awaitThat(
                "the deployment is as git has it",
                () -> kubectl.get("deployment", "customer-service", "--namespace=" + Manifest.NAMESPACE)
                                .at("/spec/template/spec/terminationGracePeriodSeconds")
                                .asInt()
                        == 60);
        awaitThat(
                "the service is back",
                () -> kubectl.attempt("", "get", "service/order-service", "--namespace=" + Manifest.NAMESPACE)
                                .status()
                        == 0);
        return List.of();
    }

    /** A sync that changes a deployment leaves the pods that its autoscaler wants. */
    List<String> leavesReplicasAlone() throws IOException, InterruptedException {
        var before = replicas();
        release("api-gateway", "1.0.2");
        var lowest = before;
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!image("api-gateway").endsWith(":1.0.2")) {
            if (System.nanoTime() > end) {
                return List.of("The commit of api-gateway 1.0.2 was not synced.");
            }
            lowest = Math.min(lowest, replicas());
            TimeUnit.MILLISECONDS.sleep(200);
        }
        for (var i = 0; i < 10; i++) {
            lowest = Math.min(lowest, replicas());
            TimeUnit.MILLISECONDS.sleep(200);
        }
        var findings = new ArrayList<String>();
        if (lowest < before) {
            findings.add("A sync set api-gateway from " + before + " to " + lowest + " replicas.");
        }
        var status = kubectl.get("application", SERVICES, "--namespace=argocd")
                .at("/status/sync/status")
                .asText();
        if (!status.equals("Synced")) {
            awaitThat(
                    SERVICES + " is synced with " + before + " replicas",
                    () -> kubectl.get("application", SERVICES, "--namespace=argocd")
                            .at("/status/sync/status")
                            .asText()
                            .equals("Synced"));
        }
        return findings;
    }

    private int replicas() throws InterruptedException {
        return kubectl.get("deployment", "api-gateway", "--namespace=" + Manifest.NAMESPACE)
                .at("/spec/replicas")
                .asInt();
    }

    private String image(String deployment) throws InterruptedException {
        return kubectl.get("deployment", deployment, "--namespace=" + Manifest.NAMESPACE)
                .at("/spec/template/spec/containers/0/image")
                .asText();
    }

    private GitRemote remote() {
        return new GitRemote("file://" + controlPlane.remote(), "main");
    }

    private void applyAll(String json) throws InterruptedException {
        var result = kubectl.attempt(json, "apply", "--server-side", "--filename=-");
        if (result.status() != 0) {
            throw new Failure(result.errors().strip());
        }
    }

    /** Commits a release to the repository that Argo CD syncs, as a pull request would, and asks it to look. */
    private void release(String service, String tag) throws IOException, InterruptedException {
        remote().commit(
                        "Release " + service + " " + tag,
                        "overlays/dev/kustomization.yaml",
                        text -> text.replaceFirst("(/caravan/" + service + "\n    newTag: ).*", "$1" + tag));
        refresh(SERVICES);
    }

    private void refresh(String application) throws InterruptedException {
        kubectl.run(
                "annotate",
                "application/" + application,
                "argocd.argoproj.io/refresh=normal",
                "--overwrite",
                "--namespace=argocd");
    }

    private void awaitHealthy(String application) throws InterruptedException {
        awaitThat(application + " is synced and healthy", () -> isHealthy(application, ""));
    }

    /** Whether an application is as git says, at a commit or, if that is empty, at any. */
    private boolean isHealthy(String application, String commit) throws InterruptedException {
        var result = kubectl.attempt("", "get", "application", application, "--namespace=argocd", "--output=json");
        if (result.status() != 0) {
            return false;
        }
        var status = Json.read(result.output()).path("status");
        return status.at("/sync/status").asText().equals("Synced")
                && status.at("/health/status").asText().equals("Healthy")
                && status.at("/sync/revision").asText().contains(commit);
    }

    /** Something of the cluster that becomes true. */
    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    private void awaitThat(String what, Condition condition) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                var states = kubectl.attempt(
                        "",
                        "get",
                        "applications",
                        "--namespace=argocd",
                        "--output=custom-columns=NAME:.metadata.name,SYNC:.status.sync.status,HEALTH:.status.health.status,"
                                + "MESSAGE:.status.operationState.message,CONDITION:.status.conditions[*].message");
                throw new Failure("Not within " + PATIENCE.toMinutes() + " minutes: " + what + ".\n"
                        + states.output().strip().indent(4));
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }
}
