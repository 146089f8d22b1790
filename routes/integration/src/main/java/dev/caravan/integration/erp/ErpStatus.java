package dev.caravan.integration.erp;

import dev.caravan.shared.statement.StatementRow;
import org.apache.camel.Exchange;

/** What was last seen of the export, for metrics; nothing is known while the database is away. */
public final class ErpStatus {
    private volatile double uploadSeconds = Double.NaN;
    private volatile double acknowledgementSeconds = Double.NaN;

    /** For how many seconds the oldest file waits for the server; 0 where none does. */
    public double uploadSeconds() {
        return uploadSeconds;
    }

    /** How many seconds ago the oldest file was put on the server of which an acknowledgement is missing; 0 where none is. */
    public double acknowledgementSeconds() {
        return acknowledgementSeconds;
    }

    void forget(Exchange exchange) {
        exchange.getMessage().setBody(null);
        uploadSeconds = Double.NaN;
        acknowledgementSeconds = Double.NaN;
    }

    void see(Exchange exchange) {
        var row = StatementRow.in(exchange);
        uploadSeconds = ((Number) row.required("upload_seconds")).doubleValue();
        acknowledgementSeconds = ((Number) row.required("acknowledgement_seconds")).doubleValue();
    }
}
