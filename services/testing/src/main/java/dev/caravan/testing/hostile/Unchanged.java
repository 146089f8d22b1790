package dev.caravan.testing.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Tests after which a service must hold what it held before. */
final class Unchanged {
    private Unchanged() {}

    /** The tests, and a last one that compares what the service holds with what it held before the first. */
    static Stream<DynamicTest> after(Supplier<Object> state, Stream<DynamicTest> tests) {
        var before = state.get();
        return Stream.concat(
                tests,
                Stream.of(DynamicTest.dynamicTest(
                        "and nothing has changed", () -> assertThat(state.get()).isEqualTo(before))));
    }
}
