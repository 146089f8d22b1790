package dev.caravan.starter.http.response;

import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Turns whatever ended an operation into a problem. What is the platform's own fault is logged once, with its trace. */
public final class FailureMapper {
    private static final Logger LOG = LoggerFactory.getLogger(FailureMapper.class);

    /** What PostgreSQL says when {@code lock_timeout} ends a wait (appendix A, class 55). */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private FailureMapper() {}

    /** The problem document of a failure; one that is not the caller's is logged under its trace. */
    public static Problem problem(Throwable failure, String operation, String traceId) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem.problem();
            }
            if (cause instanceof EOFException) {
                LOG.debug("{} lost its caller, trace {}", operation, traceId);
                return Problem.badRequest("malformed_request", "The connection was closed too early.");
            }
            if (cause instanceof TakenTooSlowlyException) {
                LOG.debug("{} had a caller that took the response too slowly, trace {}", operation, traceId);
                return Problem.of(408, "request_timeout", "The response was taken too slowly.");
            }
            if (cause instanceof SQLException sql && LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
                LOG.warn("{} waited too long for what others are changing, trace {}", operation, traceId);
                return Problem.unavailable(
                        "resource_busy",
                        "Others are changing the same thing; nothing was changed. Try again shortly.",
                        1);
            }
            if (isOutage(cause)) {
                LOG.warn("{} could not be served, trace {}: {}", operation, traceId, cause.toString());
                return Problem.unavailable(
                        "dependency_unavailable", "Something that this operation needs is away. Try again shortly.", 2);
            }
        }
        LOG.error("{} failed, trace {}", operation, traceId, failure);
        return Problem.of(500, "internal_error", "The platform failed to do this. It is logged under the trace_id.");
    }

    private static boolean isOutage(Throwable cause) {
        return cause instanceof SQLTransientException
                || cause instanceof TransientDataAccessException
                || cause instanceof DataAccessResourceFailureException
                || cause instanceof CannotCreateTransactionException
                || cause instanceof java.net.ConnectException
                || (cause instanceof SQLException sql && isConnectionState(sql.getSQLState()))
                || (cause instanceof IOException io && io instanceof java.net.SocketTimeoutException);
    }

    /** SQLSTATE classes 08 (connection), 53 (resources) and 57P (operator intervention). */
    private static boolean isConnectionState(String state) {
        return state != null && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P"));
    }
}
