package dev.caravan.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.springframework.core.io.ClassPathResource;

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
        try {
            setInsertString(new ClassPathResource("consume-event.sql", ConsumedEvents.class)
                    .getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One statement instead of a question and an answer; whoever has the same event in a transaction is waited for. */
    @Override
    public boolean add(String event) {
        return insert(event) == 1;
    }
}
