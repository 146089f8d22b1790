package dev.caravan.starter.http.edge;

import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Bounds how many requests one address may have under way at a time while it is not known who calls, from the first header
 * to the last byte of the response: whoever is slow on purpose is so at their own expense.
 */
final class CallerShare {
    private final int limit;
    private final ConcurrentMap<String, Integer> underWay = new ConcurrentHashMap<>();

    /** @param limit how many requests an address may have under way */
    CallerShare(int limit) {
        this.limit = limit;
    }

    /**
     * A share of the places that there are.
     *
     * @param share more than 0, at most 1
     */
    static CallerShare of(int places, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("ADDRESS_SHARE must be more than 0 and at most 1, not " + share);
        }
        return new CallerShare(Math.max(1, (int) (places * share)));
    }

    /**
     * Counts a request; each that returns normally must {@link #leave}.
     *
     * @throws ProblemException 429 when the address has enough under way
     */
    void enter(String address) {
        underWay.compute(address, (key, count) -> {
            var others = count == null ? 0 : count;
            if (others >= limit) {
                throw new ProblemException(Problem.of(
                                429,
                                "too_many_at_once",
                                "One address may have " + limit + " requests without a token under way at a time.")
                        .withHeader("Retry-After", "1"));
            }
            return others + 1;
        });
    }

    void leave(String address) {
        underWay.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
}
