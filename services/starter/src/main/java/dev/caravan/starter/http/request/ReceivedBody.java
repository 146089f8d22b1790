package dev.caravan.starter.http.request;

import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import dev.caravan.starter.http.ClientConnection;
import dev.caravan.starter.http.Pace;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;

/** Receives the body of a request, which has its time: see {@link Pace}. */
final class ReceivedBody {
    private static final int FIRST_BUFFER = 4096;

    private final ServletInputStream source;
    private final ClientConnection connection;
    private final BodyMemory.Share memory;
    private final Pace pace = new Pace();
    private byte[] bytes = new byte[0];
    private int length;

    private ReceivedBody(ServletInputStream source, ClientConnection connection, BodyMemory.Share memory) {
        this.source = source;
        this.connection = connection;
        this.memory = memory;
    }

    /**
     * The whole body.
     *
     * @param memory what the bytes are counted by
     * @throws ProblemException 408 when it does not come in time, 413 when it is too long, 400 when it breaks off or is not
     *     framed as HTTP says, 503 when too much is being received already
     */
    static byte[] of(HttpServletRequest request, long maxBytes, BodyMemory.Share memory) {
        var stated = request.getContentLengthLong();
        if (stated > maxBytes) {
            throw tooLong(maxBytes);
        }
        var connection = ClientConnection.of(request);
        try {
            var body = new ReceivedBody(request.getInputStream(), connection, memory);
            body.receive(Math.toIntExact(stated < 0 ? maxBytes + 1 : stated));
            if (body.length > maxBytes) {
                throw tooLong(maxBytes);
            }
            return body.length == body.bytes.length ? body.bytes : Arrays.copyOf(body.bytes, body.length);
        } catch (IOException e) {
            throw e.getCause() instanceof TimeoutException || connection.gaveUpOnSlowLines()
                    ? new ProblemException(late())
                    : malformed();
        } finally {
            connection.waitAsUsual();
        }
    }

    private void receive(int max) throws IOException {
        while (length < max) {
            makeRoom(max);
            var read = source.available() > 0 ? source.read(bytes, length, bytes.length - length) : waitForMore();
            if (read < 0) {
                return;
            }
            length += read;
        }
    }

    private void makeRoom(int max) {
        if (length == bytes.length) {
            var room = Math.min(max, Math.max(FIRST_BUFFER, bytes.length * 4));
            memory.take(room - bytes.length);
            bytes = Arrays.copyOf(bytes, room);
        }
    }

    private int waitForMore() throws IOException {
        if (pace.left() <= 0) {
            throw new ProblemException(late());
        }
        connection.waitAtMost(pace.left());
        var since = System.nanoTime();
        var read = source.read(bytes, length, bytes.length - length);
        pace.moved(Math.max(0, read), System.nanoTime() - since);
        return read;
    }

    private static Problem late() {
        return Problem.of(
                408,
                "request_timeout",
                "The body did not come in time: it may stop for 10 seconds, and must have 4 KiB a second in the long run.");
    }

    private static ProblemException malformed() {
        return new ProblemException(Problem.badRequest("malformed_body", "The body is incomplete or wrongly framed."));
    }

    private static ProblemException tooLong(long maxBytes) {
        return new ProblemException(
                Problem.of(413, "body_too_large", "The body may have at most " + maxBytes + " bytes."));
    }
}
