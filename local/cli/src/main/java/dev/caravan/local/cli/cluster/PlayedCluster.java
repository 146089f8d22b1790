package dev.caravan.local.cli.cluster;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A control plane of its own with the dev overlay in it, whose pods use what they are told to: its autoscalers, its
 * metrics-server and its deployments are the real ones.
 */
public final class PlayedCluster implements AutoCloseable {

    private final ControlPlane controlPlane;
    private final Kubectl kubectl;
    private final Operators operators;

    private PlayedCluster(ControlPlane controlPlane, Kubectl kubectl) {
        this.controlPlane = controlPlane;
        this.kubectl = kubectl;
        this.operators = new Operators(kubectl);
    }

    /** Starts it and waits until the services have their pods. */
    public static PlayedCluster start(Installation installation) throws IOException, InterruptedException {
        var controlPlane = ControlPlane.of(
                installation.root(),
                installation.home().resolve("cluster-load"),
                18_000 + ThreadLocalRandom.current().nextInt(400) * 20);
        controlPlane.down(); // what an interrupted run left
        controlPlane.up();
        var cluster = new PlayedCluster(controlPlane, controlPlane.kubectl());
        try {
            cluster.operators.start();
            cluster.kubectl.apply(cluster.kubectl.render(installation.root(), "dev"));
            cluster.kubectl.awaitDeployments(Manifest.NAMESPACE, Duration.ofMinutes(3));
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Lets every pod of a service use so much from now on. */
    public void use(Map<String, PlayedUsage> services) throws InterruptedException {
        var result = kubectl.attempt(PlayedUsage.object(services), "apply", "--filename=-");
        if (result.status() != 0) {
            throw new Failure(
                    "The cluster does not take the usage: " + result.errors().strip());
        }
    }

    /** How many pods a deployment is told to have. */
    public int replicas(String deployment) throws InterruptedException {
        return kubectl.get("deployment", deployment, "--namespace=" + Manifest.NAMESPACE)
                .at("/spec/replicas")
                .asInt(1);
    }

    /** Why an autoscaler wants what it wants: its own condition, and the usage that it sees. */
    public String sees(String autoscaler) throws InterruptedException {
        var seen = new StringBuilder();
        for (var metric : kubectl.get("hpa", autoscaler, "--namespace=" + Manifest.NAMESPACE)
                .at("/status/currentMetrics")) {
            // there is none until metrics-server has seen the pods twice
            if (metric.at("/resource/current").has("averageUtilization")) {
                seen.append(seen.isEmpty() ? "" : ", ")
                        .append(metric.at("/resource/name").asText())
                        .append(' ')
                        .append(metric.at("/resource/current/averageUtilization")
                                .asText())
                        .append(" %");
            }
        }
        return seen.toString();
    }

    @Override
    public void close() {
        operators.close();
        try {
            controlPlane.down();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
