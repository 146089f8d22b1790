package dev.caravan.integration;

import javax.sql.DataSource;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;

/** Which events a consumer has seen to, for its Idempotent Consumer: rows of {@code integration.consumed_events}. */
public final class ConsumedEvents extends JdbcMessageIdRepository {

    /**
     * @param database where the rows are
     * @param consumer whose they are: its consumer group
     */
    public ConsumedEvents(DataSource database, String consumer) {
        super(database, consumer);
        setTableName("consumed_events");
        setCreateTableIfNotExists(false);
    }
}
