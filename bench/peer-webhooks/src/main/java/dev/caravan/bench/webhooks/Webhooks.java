package dev.caravan.bench.webhooks;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who is told of what, and what was told. */
@Repository
class Webhooks {
    private final JdbcClient database;

    Webhooks(JdbcClient database) {
        this.database = database;
    }

    /**
     * A webhook.
     *
     * @param id its id
     * @param url where it leads
     * @param secret by which its requests are signed
     */
    record Webhook(long id, String url, String secret) {}

    /** Notes that an event is seen to; false if it was before. */
    boolean isNew(UUID event) {
        return database.sql("INSERT INTO peer_consumed_events (event_id) VALUES (?) ON CONFLICT DO NOTHING")
                        .param(event)
                        .update()
                == 1;
    }

    /** Those that want events of a type. */
    List<Webhook> wanting(String type) {
        return database.sql(
                        "SELECT id, url, secret FROM peer_webhooks WHERE active AND ? = ANY (event_types) ORDER BY id")
                .param(type)
                .query(Webhook.class)
                .list();
    }

    /** Writes down what came of a request. */
    void delivered(
            Webhook to,
            OrderEvent event,
            String payload,
            Instant at,
            long millis,
            int status,
            @Nullable String response) {
        database.sql("""
                        INSERT INTO peer_deliveries
                            (webhook_id, event_id, event_type, payload, at, duration_ms, status, response)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        to.id(),
                        event.eventId(),
                        event.type(),
                        payload,
                        at.atOffset(ZoneOffset.UTC),
                        millis,
                        status,
                        response)
                .update();
    }
}
