package dev.caravan.local.cli.cluster;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Plays a busy hour in a few minutes: the pods use more than their autoscalers' targets until both have grown from two pods
 * to ten, then next to nothing until both are back. Nothing of the manifests is shortened; only the nodes' usage is played.
 */
final class AutoscalerCheck {

    private static final String GATEWAY = "api-gateway-hpa";
    private static final String ACTIVITY = "activity-service-hpa";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Kubectl kubectl;
    private final Checklist.Check atPeak;
    private final List<Sample> samples = new ArrayList<>();
    private final long begun = System.nanoTime();
    private String phase = "";

    /**
     * What the autoscalers want at a moment.
     *
     * @param seconds since the beginning
     * @param replicas the pods that each deployment is told to have
     */
    record Sample(double seconds, Map<String, Integer> replicas) {}

    /** A check that calls another when both are at ten. */
    AutoscalerCheck(Kubectl kubectl, Checklist.Check atPeak) {
        this.kubectl = kubectl;
        this.atPeak = atPeak;
    }

    List<String> followsUsage() throws Exception {
        use("calm", usage("api-gateway", "50m", "150Mi", "activity-service", "50m", "150Mi"));
        await("two pods each", both(2));
        // Each metric alone carries one of them: 95 % of the CPU request here, 110 % of the memory request there.
        use(
                "api-gateway uses 95 % CPU, activity-service 110 % memory",
                usage("api-gateway", "475m", "150Mi", "activity-service", "100m", "704Mi"));
        var raised = seconds();
        await("ten pods each", both(10));
        var findings = new ArrayList<>(atPeak.findings());
        use("next to no use", usage("api-gateway", "20m", "150Mi", "activity-service", "20m", "150Mi"));
        var calmed = seconds();
        await("two pods each again", both(2));
        for (var name : List.of(GATEWAY, ACTIVITY)) {
            findings.addAll(Behavior.of(kubectl.get("hpa", name, "--namespace=" + Manifest.NAMESPACE))
                    .findings(name, samples, raised, calmed));
        }
        return findings;
    }

    private Predicate<Map<String, Integer>> both(int replicas) {
        return there -> there.getOrDefault(GATEWAY, 0) == replicas && there.getOrDefault(ACTIVITY, 0) == replicas;
    }

    private void use(String what, String usage) throws InterruptedException {
        phase = what;
        var result = kubectl.attempt(usage, "apply", "--filename=-");
        if (result.status() != 0) {
            throw new Failure(result.errors().strip());
        }
    }

    /** What kwok says that the pods use: those of the platform's namespace what is played, all others little. */
    private static String usage(
            String one, String oneCpu, String oneMemory, String other, String otherCpu, String otherMemory) {
        return Json.line(Map.of(
                "apiVersion",
                "kwok.x-k8s.io/v1alpha1",
                "kind",
                "ClusterResourceUsage",
                "metadata",
                Map.of("name", "played"),
                "spec",
                Map.of(
                        "usages",
                        List.of(Map.of(
                                "usage",
                                Map.of(
                                        "cpu",
                                        Map.of("expression", choose(one, oneCpu, other, otherCpu, "10m")),
                                        "memory",
                                        Map.of("expression", choose(one, oneMemory, other, otherMemory, "100Mi"))))))));
    }

    private static String choose(String one, String ofOne, String other, String ofOther, String ofRest) {
        var here = "pod.metadata.namespace == \"" + Manifest.NAMESPACE + "\" && "
                + "pod.metadata.labels[\"app.kubernetes.io/name\"] == ";
        return here + "\"" + one + "\" ? Quantity(\"" + ofOne + "\") : (" + here + "\"" + other + "\" ? Quantity(\""
                + ofOther + "\") : Quantity(\"" + ofRest + "\"))";
    }

    private void await(String what, Predicate<Map<String, Integer>> reached) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var replicas = replicas();
            if (samples.isEmpty() || !samples.getLast().replicas().equals(replicas)) {
                print(replicas);
            }
            samples.add(new Sample(seconds(), replicas));
            if (reached.test(replicas)) {
                return;
            }
            if (System.nanoTime() > end) {
                throw new Failure("The autoscalers did not come to " + what + " within " + PATIENCE.toMinutes()
                        + " minutes: " + replicas + ". "
                        + kubectl.run("get", "hpa", "--namespace=" + Manifest.NAMESPACE)
                                .strip());
            }
            TimeUnit.MILLISECONDS.sleep(1000);
        }
    }

    private Map<String, Integer> replicas() throws InterruptedException {
        var replicas = new HashMap<String, Integer>();
        for (var deployment :
                kubectl.get("deployments", "--namespace=" + Manifest.NAMESPACE).path("items")) {
            var name = deployment.at("/metadata/name").asText() + "-hpa";
            if (name.equals(GATEWAY) || name.equals(ACTIVITY)) {
                replicas.put(name, deployment.at("/spec/replicas").asInt());
            }
        }
        return replicas;
    }

    private void print(Map<String, Integer> replicas) {
        System.out.printf(
                Locale.ROOT,
                "    %6.1f s  api-gateway %2d  activity-service %2d   %s%n",
                seconds(),
                replicas.getOrDefault(GATEWAY, 0),
                replicas.getOrDefault(ACTIVITY, 0),
                phase);
        System.out.flush();
    }

    private double seconds() {
        return Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
    }
}
