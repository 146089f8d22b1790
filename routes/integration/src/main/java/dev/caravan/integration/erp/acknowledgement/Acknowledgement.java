package dev.caravan.integration.erp.acknowledgement;

import dev.caravan.text.Characters;
import java.util.List;

/**
 * A line of the ERP's.
 *
 * @param order the order's id
 * @param status {@code RECEIVED}, or {@code SHIPPED}
 * @param trackingNumber of a shipped order; empty where the carrier has none
 */
record Acknowledgement(long order, String status, String trackingNumber) {
    static final List<String> COLUMNS = List.of("order_id", "status", "tracking_number");
    static final String SHIPPED = "SHIPPED";

    private static final String RECEIVED = "RECEIVED";
    private static final int LONGEST_NUMBER = 100;

    /** What is wrong with a line, in words for the ERP's people. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String mistake) {
            super(mistake, null, false, false);
        }
    }

    /**
     * Reads a line.
     *
     * @throws UnusableException when it is none
     */
    static Acknowledgement of(List<String> fields) throws UnusableException {
        if (fields.size() != COLUMNS.size()) {
            throw new UnusableException("has " + fields.size() + " fields, and not " + COLUMNS.size());
        }
        if (!fields.getFirst().matches("[1-9]\\d{0,17}")) {
            throw new UnusableException("order_id must be the number of an order");
        }
        var status = fields.get(1);
        var trackingNumber = fields.get(2);
        if (!status.equals(SHIPPED) && !status.equals(RECEIVED)) {
            throw new UnusableException("status must be RECEIVED or SHIPPED");
        }
        if (!trackingNumber.isEmpty() && !status.equals(SHIPPED)) {
            throw new UnusableException("tracking_number goes with SHIPPED only");
        }
        if (trackingNumber.codePoints().anyMatch(c -> c != ' ' && Characters.isInvisible(c))
                || (!trackingNumber.isEmpty() && trackingNumber.isBlank())) {
            throw new UnusableException("tracking_number must be characters that can be seen");
        }
        if (trackingNumber.length() > LONGEST_NUMBER) {
            throw new UnusableException("tracking_number must have at most " + LONGEST_NUMBER + " characters");
        }
        return new Acknowledgement(Long.parseLong(fields.getFirst()), status, trackingNumber);
    }

    boolean isShipped() {
        return status.equals(SHIPPED);
    }
}
