package dev.caravan.local.cli.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.local.cli.cloud.Overlay;
import dev.caravan.local.cli.git.GitRemote;
import dev.caravan.local.cli.platform.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
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
        applications().awaitHealthy("root");
        applications().awaitHealthy(SERVICES);
        return usesTheClustersValues();
    }

    /** Rules, boards and the routes of alerts come from git too. */
    List<String> bringsObservability(Path root) throws IOException, InterruptedException {
        applications().awaitHealthy("observability");
        return new ObservabilityCheck(kubectl).showsWhatIsSeen(root);
    }

    /**
     * A commit that no cluster takes is refused by name, and left behind by the next one, though its retries never end.
     *
     * <p>Argo CD says it in one of two places: its comparison asks the API server for a dry run and fails, or, where it
     * compared with an answer that it had kept, the sync fails.
     */
    List<String> leavesABadRevision() throws IOException, InterruptedException {
        var service = "base/order-service/service.yaml";
        remote().commit("A port that is none", service, text -> text.replace("port: 8083", "port: 808300"));
        try {
            applications().awaitThat(SERVICES, "a port that is none is refused", () -> {
                var status = kubectl.get("application", SERVICES, "--namespace=argocd")
                        .path("status");
                return status.at("/operationState/message").asText().contains("808300")
                        || status.path("conditions").toString().contains("808300");
            });
        } finally {
            remote().commit("A port again", service, text -> text.replace("port: 808300", "port: 8083"));
        }
        applications()
                .awaitThat(
                        SERVICES,
                        SERVICES + " has left the port that is none",
                        () -> !kubectl.get("application", SERVICES, "--namespace=argocd")
                                .at("/status/conditions")
                                .toString()
                                .contains("808300"));
        applications().awaitHealthy(SERVICES);
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
            applications()
                    .awaitThat(
                            application,
                            application + " is at " + commit + ", synced and healthy",
                            () -> applications().isHealthy(application, commit));
        }
        return commit;
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
                applications()
                        .awaitThat(
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
        for (var service : List.of(
                "api-gateway",
                "product-catalog",
                "customer-service",
                "order-service",
                "activity-service",
                "integration-service")) {
            applications()
                    .awaitThat(
                            SERVICES,
                            service + " runs 1.0.1",
                            () -> image(service).endsWith(":1.0.1"));
        }
        kubectl.awaitDeployments(Manifest.NAMESPACE, PATIENCE);
        applications().awaitHealthy(SERVICES);
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
        applications()
                .awaitThat(
                        "the deployment is as git has it",
                        () -> kubectl.get("deployment", "customer-service", "--namespace=" + Manifest.NAMESPACE)
                                        .at("/spec/template/spec/terminationGracePeriodSeconds")
                                        .asInt()
                                == 60);
        applications()
                .awaitThat(
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
            applications().refresh(SERVICES);
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
            applications()
                    .awaitThat(
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

    private Applications applications() {
        return new Applications(kubectl, PATIENCE);
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

    /** Commits a release to the repository that Argo CD syncs, as a pull request would. */
    private void release(String service, String tag) throws IOException, InterruptedException {
        remote().commit(
                        "Release " + service + " " + tag,
                        "overlays/dev/kustomization.yaml",
                        text -> text.replaceFirst("(/caravan/" + service + "\n    newTag: ).*", "$1" + tag));
    }
}
