package dev.caravan.shared.problem;

/**
 * Ends an operation with a problem document. It is control flow and no failure of the platform, so it carries no stack
 * trace.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    /** Ends the operation with the given problem. */
    public ProblemException(Problem problem) {
        super(problem.code(), null, false, false);
        this.problem = problem;
    }

    /** What the caller is told. */
    public Problem problem() {
        return problem;
    }
}
