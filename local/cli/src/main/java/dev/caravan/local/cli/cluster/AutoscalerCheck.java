package dev.caravan.local.cli.cluster;

import dev.caravan.local.cli.platform.Failure;
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
        use("calm", usage(40, 150, 20, 150));
        await("two pods each", both(2));
        // Each metric alone carries one of them: 95 % of the CPU request (150m) here, 110 % of the memory request
        // there.
        use("api-gateway uses 95 % CPU, activity-service 110 % memory", usage(142, 150, 20, 704));
        var raised = seconds();
        await("ten pods each", both(10));
        var findings = new ArrayList<>(atPeak.findings());
        use("next to no use", usage(20, 150, 10, 150));
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

    /** The usage of both services, in millicores and mebibytes. */
    private static String usage(int gatewayCores, int gatewayMemory, int activityCores, int activityMemory) {
        return PlayedUsage.object(Map.of(
                "api-gateway", PlayedUsage.of(gatewayCores, gatewayMemory),
                "activity-service", PlayedUsage.of(activityCores, activityMemory)));
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
