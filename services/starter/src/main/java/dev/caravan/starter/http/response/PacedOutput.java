package dev.caravan.starter.http.response;

import dev.caravan.starter.http.ClientConnection;
import dev.caravan.starter.http.Pace;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A response on its way to a client that may take it slowly: {@code SlowClients} breaks it off when the client has had its
 * time (see {@link Pace}).
 */
public final class PacedOutput extends FilterOutputStream {
    private static final long NOT_WAITING = 0;

    private final ClientConnection connection;
    private final Pace pace = new Pace();
    private volatile long waitingSince = NOT_WAITING;

    PacedOutput(OutputStream out, ClientConnection connection) {
        super(out);
        this.connection = connection;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        var since = System.nanoTime();
        waitingSince = since == NOT_WAITING ? 1 : since;
        out.write(bytes, from, length);
        waitingSince = NOT_WAITING;
        pace.moved(length, System.nanoTime() - since);
    }

    /** Whether the client has had its time. */
    boolean isTooSlow(long now) {
        var since = waitingSince;
        return since != NOT_WAITING && now - since > pace.left();
    }

    /** Ends the response where it is. */
    void cut() {
        connection.cut(new TakenTooSlowlyException());
    }
}
