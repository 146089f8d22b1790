package dev.caravan.integration.erp.acknowledgement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.remote.RemoteFilePollingConsumerPollStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one instance at a time look for acknowledgements: who holds a lock of the database does, and the lock goes with the
 * connection when the instance dies. Two that read the same file would do no harm to orders, but one could move away what the other
 * has not read.
 */
public final class ErpPolls extends RemoteFilePollingConsumerPollStrategy {
    private static final Logger LOG = LoggerFactory.getLogger(ErpPolls.class);

    private final DataSource database;
    private final ErpInbox inbox;
    private final String begin = statement("begin-turn.sql");
    private final String end = statement("end-turn.sql");
    private @Nullable Connection turn;

    /**
     * @param database where the lock is
     * @param inbox what is looked at
     */
    public ErpPolls(DataSource database, ErpInbox inbox) {
        this.database = database;
        this.inbox = inbox;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        endTurn();
        try {
            var connection = database.getConnection();
            if (isGranted(connection)) {
                turn = connection;
                inbox.begin();
                return super.begin(consumer, endpoint);
            }
            connection.close();
        } catch (SQLException e) {
            LOG.warn("Acknowledgements of the ERP are not looked for until the database is back: {}", e.toString());
        }
        return false;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        endTurn();
        inbox.end();
        super.commit(consumer, endpoint, polledMessages);
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) throws Exception {
        endTurn();
        inbox.forget();
        return super.rollback(consumer, endpoint, retryCounter, cause);
    }

    private boolean isGranted(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(begin)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private void endTurn() {
        var connection = turn;
        turn = null;
        if (connection == null) {
            return;
        }
        try (connection;
                var statement = connection.createStatement()) {
            statement.execute(end);
        } catch (SQLException e) {
            LOG.debug("The connection has ended, and the lock with it", e);
        }
    }

    private static String statement(String name) {
        try (var file = Objects.requireNonNull(ErpPolls.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
