package dev.caravan.feed.row;

import dev.caravan.feed.upload.Excerpt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found while a feed was read to its end, and is told to its owner without being wrong. */
public final class ReadingNotes {

    /** The most rows that were passed over which a report lists. */
    static final int MOST_LISTED = 1000;

    private final List<PassedOver> passedOver = new ArrayList<>();
    private long rowsPassedOver;
    private long negativeStocks;
    private long inStockWithoutNumber;

    /** Why a row of another shop system's export is no product that can be on sale. */
    public enum Reason {
        DRAFT("is a draft in the shop that it comes from, so it is not put on sale"),
        ARCHIVED("is archived in the shop that it comes from, so it is not put on sale"),
        UNPUBLISHED("is not published in the shop that it comes from, so it is not put on sale"),
        DELETED("is marked to be deleted; a feed never deletes. Delete it by the API"),
        HOLDS_VARIANTS("only holds other products together, which have rows of their own"),
        PICTURE("only adds a picture to the product above it"),
        STORE_VIEW("is the same product in the words of another store view");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** As the report spells it. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** The words follow on "The row". */
        public String words() {
            return words;
        }
    }

    /** A row that was passed over, and why. */
    public record PassedOver(long line, @Nullable String sku, Reason reason) {}

    /** Takes down a row that is no product that can be on sale. */
    public void passOver(CsvRow row, @Nullable String sku, Reason reason) {
        rowsPassedOver++;
        if (passedOver.size() < MOST_LISTED) {
            passedOver.add(new PassedOver(row.line(), sku == null ? null : Excerpt.shortened(sku), reason));
        }
    }

    /** Counts a row whose stock was below zero. */
    public void takeNegativeStockAsNone() {
        negativeStocks++;
    }

    /** Counts a row that says "in stock" without a number. */
    public void missNumberInStock() {
        inStockWithoutNumber++;
    }

    /** The rows that were passed over, the first thousand of them. */
    public List<PassedOver> passedOver() {
        return List.copyOf(passedOver);
    }

    /** How many rows were passed over. */
    public long rowsPassedOver() {
        return rowsPassedOver;
    }

    /** How many rows had a negative stock that was read as none. */
    public long negativeStocks() {
        return negativeStocks;
    }

    /** How many rows say that a product is in stock, but not how many pieces. */
    public long inStockWithoutNumber() {
        return inStockWithoutNumber;
    }
}
