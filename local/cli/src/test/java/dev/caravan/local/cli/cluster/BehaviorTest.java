package dev.caravan.local.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.local.cli.cluster.AutoscalerCheck.Sample;
import dev.caravan.local.cli.cluster.Behavior.Policy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BehaviorTest {

    private static final Behavior BEHAVIOR = new Behavior(
            List.of(new Policy(true, 100, 30), new Policy(false, 4, 30)), List.of(new Policy(false, 4, 60)), 120);

    @Test
    void acceptsATimelineThatKeepsToThePolicies() {
        assertThat(findings(at(0, 2), at(20, 4), at(21, 4), at(40, 8), at(60, 10), at(100, 10), at(230, 6), at(291, 2)))
                .isEmpty();
    }

    @Test
    void seesGrowthThatIsTooFast() {
        assertThat(findings(at(0, 2), at(5, 10))).singleElement().asString().contains("grew by 8");
    }

    @Test
    void seesShrinkingThatIsTooFast() {
        assertThat(findings(at(0, 10), at(229, 10), at(230, 6), at(240, 2)))
                .singleElement()
                .asString()
                .contains("shrank by");
    }

    @Test
    void seesShrinkingBeforeTheCalmIsOver() {
        assertThat(findings(at(0, 10), at(150, 6))).singleElement().asString().contains("it should wait 120 s");
    }

    @Test
    void countsTheCalmFromTheControllersLastLookAtTheUse() {
        assertThat(findings(at(0, 10), at(206, 6))).isEmpty();
        assertThat(findings(at(0, 10), at(200, 6))).hasSize(1);
    }

    private static List<String> findings(Sample... samples) {
        return BEHAVIOR.findings("hpa", List.of(samples), 0, 100);
    }

    private static Sample at(double seconds, int replicas) {
        return new Sample(seconds, Map.of("hpa", replicas));
    }
}
