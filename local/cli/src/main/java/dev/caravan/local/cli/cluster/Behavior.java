package dev.caravan.local.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.cluster.AutoscalerCheck.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * The policies of an autoscaler's {@code behavior}, and whether a timeline kept to them.
 *
 * @param up how it may grow
 * @param down how it may shrink
 * @param calmSeconds how long it looks back before it shrinks
 */
record Behavior(List<Policy> up, List<Policy> down, int calmSeconds) {

    /** The clock of a sample and that of the controller differ by a sample and a call. */
    private static final double CLOCK_SECONDS = 4;

    /** The controller looks every 15 s, and back from its last look that saw the use: that may be 15 s before it fell. */
    private static final double LOOK_SECONDS = 15;

    /**
     * So many pods, or percent of the pods, in so many seconds.
     *
     * @param percent whether the value is a percentage
     * @param value how many
     * @param seconds in what time
     */
    record Policy(boolean percent, int value, int seconds) {
        int allows(int replicas) {
            return percent ? (int) Math.ceil(replicas * value / 100.0) : value;
        }
    }

    static Behavior of(JsonNode autoscaler) {
        return new Behavior(
                policies(autoscaler.at("/spec/behavior/scaleUp/policies")),
                policies(autoscaler.at("/spec/behavior/scaleDown/policies")),
                autoscaler
                        .at("/spec/behavior/scaleDown/stabilizationWindowSeconds")
                        .asInt());
    }

    private static List<Policy> policies(JsonNode policies) {
        var all = new ArrayList<Policy>();
        policies.forEach(policy -> all.add(new Policy(
                policy.path("type").asText().equals("Percent"),
                policy.path("value").asInt(),
                policy.path("periodSeconds").asInt())));
        return List.copyOf(all);
    }

    /** Where the timeline of an autoscaler was faster than its policies, or shrank before its calm time was over. */
    List<String> findings(String name, List<Sample> samples, double raised, double calmed) {
        var findings = new ArrayList<String>();
        for (var i = 0; i < samples.size(); i++) {
            var late = samples.get(i);
            for (var early : samples.subList(0, i)) {
                var before = early.replicas().getOrDefault(name, 0);
                var change = late.replicas().getOrDefault(name, 0) - before;
                var elapsed = late.seconds() - early.seconds() + CLOCK_SECONDS;
                if (early.seconds() >= raised && change > 0 && !within(up, before, change, elapsed)) {
                    findings.add(name + " grew by " + change + " within " + elapsed + " s, faster than its policies.");
                    return findings;
                }
                if (early.seconds() >= raised && change < 0 && !within(down, before, -change, elapsed)) {
                    findings.add(
                            name + " shrank by " + -change + " within " + elapsed + " s, faster than its policies.");
                    return findings;
                }
            }
            var shrinks = i > 0
                    && late.replicas().getOrDefault(name, 0)
                            < samples.get(i - 1).replicas().getOrDefault(name, 0);
            if (shrinks
                    && late.seconds() > calmed
                    && late.seconds() < calmed + calmSeconds - LOOK_SECONDS - CLOCK_SECONDS) {
                findings.add(name + " shrank " + (late.seconds() - calmed) + " s after its usage fell; it should wait "
                        + calmSeconds + " s.");
                return findings;
            }
        }
        return findings;
    }

    /** Whether one of the policies allows the change in that time: each allows its amount once in its period. */
    private static boolean within(List<Policy> policies, int before, int change, double elapsed) {
        for (var policy : policies) {
            var allowed = 0;
            for (var period = 0; period <= elapsed / policy.seconds(); period++) {
                allowed += policy.allows(before + allowed);
            }
            if (change <= allowed) {
                return true;
            }
        }
        return false;
    }
}
