package dev.caravan.shared.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.caravan.shared.problem.FieldError;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ParameterTest {
    private static final Operation LIST_THINGS = Objects.requireNonNull(
            Contract.load("openapi/things.yaml").operations().get("listThings"));

    @Property
    void limitsWithinTheRangeAreTaken(@ForAll @LongRange(min = 1, max = 100) long limit) {
        assertThat(values(Map.of("limit", Long.toString(limit)))).containsEntry("limit", limit);
    }

    @Property
    void limitsBeyondTheRangeAreUnprocessable(@ForAll @LongRange(min = 101) long limit) {
        assertThat(refused(Map.of("limit", Long.toString(limit))).status()).isEqualTo(422);
    }

    @Test
    void absentParametersHaveTheirDefault() {
        assertThat(values(Map.of())).containsEntry("limit", 20L).containsEntry("kind", null);
    }

    @Test
    void everyErrorIsListedAndOneBadTypeMakesItABadRequest() {
        var problem = refused(Map.of("limit", "1000", "kind", "huge", "since", "today", "colour", "red"));
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.errors())
                .extracting(FieldError::pointer)
                .containsExactlyInAnyOrder("query/limit", "query/kind", "query/since", "query/colour");
    }

    @Test
    void timesThatNoDatabaseHoldsAreRefused() {
        for (var time : List.of("+999999999-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "0000-01-01T00:00:00Z")) {
            assertThat(refused(Map.of("since", time)).status()).as(time).isEqualTo(400);
        }
    }

    private static Map<String, @Nullable Object> values(Map<String, String> query) {
        var values = new ParameterValues(LIST_THINGS);
        values.refuseUnknown(Set.copyOf(query.keySet()));
        LIST_THINGS
                .parameters()
                .forEach(parameter -> values.read(
                        parameter,
                        Optional.ofNullable(query.get(parameter.name())).stream()
                                .toList()));
        return values.finish();
    }

    private static Problem refused(Map<String, String> query) {
        return catchThrowableOfType(ProblemException.class, () -> values(query)).problem();
    }
}
