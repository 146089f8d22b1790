package dev.caravan.bench.window;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Tells each figure as soon as it is known: one JSON object a line on standard output, which {@code ./caravan bench} reads. */
final class Figures {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * A figure.
     *
     * @param id its name in the plan, such as {@code P11}; may be empty
     * @param what what is measured
     * @param against what it is compared with
     * @param ours our figure, with its unit
     * @param theirs theirs
     * @param ratios ours to theirs, in each round
     */
    record Figure(String id, String what, String against, String ours, String theirs, List<Double> ratios) {

        /** A figure of which more is better. */
        void atLeast(double goal) {
            tell(goal, false);
        }

        /** A figure of which less is better. */
        void atMost(double goal) {
            tell(goal, true);
        }

        private void tell(double goal, boolean isUpper) {
            var sorted = ratios.stream().sorted().toList();
            var line = MAPPER.createObjectNode()
                    .put("id", id)
                    .put("what", what)
                    .put("against", against)
                    .put("ours", ours)
                    .put("theirs", theirs)
                    .put("ratio", median(sorted))
                    .put("least", sorted.getFirst())
                    .put("most", sorted.getLast())
                    .put("goal", goal)
                    .put("is_upper", isUpper);
            try {
                System.out.println(MAPPER.writeValueAsString(line));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Figures() {}

    /** The ratios of a figure of two contenders, round by round. */
    static List<Double> ratios(List<Run> ours, List<Run> theirs, ToDoubleFunction<Run> what) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ours.size(); round++) {
            ratios.add(what.applyAsDouble(ours.get(round)) / what.applyAsDouble(theirs.get(round)));
        }
        return ratios;
    }

    /** The median of what is measured in several runs. */
    static double median(List<Run> runs, ToDoubleFunction<Run> what) {
        return median(runs.stream().map(what::applyAsDouble).toList());
    }

    /** The median. */
    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Events a second, for people. */
    static String perSecond(double value) {
        return String.format(Locale.ROOT, "%,.0f /s", value);
    }

    /** A cost, for people. */
    static String nanos(double value) {
        return String.format(Locale.ROOT, "%,.0f ns", value);
    }

    /** A size, for people. */
    static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%.2f MB", bytes / 1e6);
    }
}
