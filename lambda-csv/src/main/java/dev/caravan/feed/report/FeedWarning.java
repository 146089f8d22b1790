package dev.caravan.feed.report;

import dev.caravan.feed.row.Column;
import dev.caravan.feed.row.Header;
import dev.caravan.feed.row.ReadingNotes;
import dev.caravan.feed.upload.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Something that a feed's owner should know although nothing was rejected for it; at most one for each code.
 *
 * @param code for machines
 * @param message for people
 */
record FeedWarning(String code, String message) {

    private static final int MOST_NAMES = 25;

    /** What there is to say about an import that has ended. */
    static List<FeedWarning> of(ImportResult ended) {
        var warnings = new ArrayList<FeedWarning>();
        var header = ended.file().header();
        if (header != null) {
            columns(header, warnings);
        }
        var notes = ended.file().notes();
        if (notes != null) {
            rows(notes, warnings);
            stock(ended, notes, warnings);
        }
        if (ended.namesCut() > 0) {
            warnings.add(new FeedWarning(
                    "names_cut",
                    count(ended.namesCut(), "name was", "names were") + " longer than 300 characters and cut, as the"
                            + " option cut-names asks."));
        }
        if (ended.generatedSkus() > 0) {
            warnings.add(new FeedWarning(
                    "sku_generated",
                    count(ended.generatedSkus(), "row has", "rows have")
                            + " no sku. Each was given one that begins with \"feed-\" and is the same"
                            + " only for this very upload, so the same rows in another upload create other products."
                            + " Give each product a sku of your own."));
        }
        return warnings;
    }

    private static void columns(Header header, List<FeedWarning> warnings) {
        var unknown = new ArrayList<String>();
        var outranked = new LinkedHashMap<Column, List<String>>();
        for (var position : header.unread()) {
            var meant = header.meaning(position);
            var name = '"' + Excerpt.briefly(header.nameAt(position)) + '"';
            if (meant == null) {
                unknown.add(name);
            } else {
                outranked.computeIfAbsent(meant, unused -> new ArrayList<>()).add(name);
            }
        }
        if (!unknown.isEmpty()) {
            warnings.add(new FeedWarning(
                    "columns_ignored",
                    "The catalog has no such columns as " + listed(unknown) + "; their cells were not read."));
        }
        if (!outranked.isEmpty()) {
            warnings.add(new FeedWarning(
                    "columns_outranked",
                    outranked.entrySet().stream()
                            .map(entry -> "\"" + Excerpt.briefly(header.nameOf(entry.getKey())) + "\" was read as "
                                    + entry.getKey().field() + ", and not " + listed(entry.getValue()) + ".")
                            .collect(Collectors.joining(" "))));
        }
    }

    private static void rows(ReadingNotes notes, List<FeedWarning> warnings) {
        if (notes.rowsPassedOver() > 0) {
            warnings.add(new FeedWarning(
                    "rows_passed_over",
                    count(
                                    notes.rowsPassedOver(),
                                    "row is no product that can be on sale, and was",
                                    "rows are no products that can be on sale, and were")
                            + " passed over; passed_over lists each with its reason. What the catalog has of them stays as"
                            + " it is."));
        }
        if (notes.negativeStocks() > 0) {
            warnings.add(new FeedWarning(
                    "stock_below_zero",
                    count(notes.negativeStocks(), "product has", "products have")
                            + " a stock below zero, as shops do that sell what they do not have; that was read as 0."));
        }
    }

    private static void stock(ImportResult ended, ReadingNotes notes, List<FeedWarning> warnings) {
        var found = ended.findings();
        var created = ended.totals().created();
        var withoutStock = found == null || ended.refusal() != null ? 0 : found.createdWithoutStock();
        var add = "Add a column \"quantity\" with the number of pieces.";
        if (notes.inStockWithoutNumber() > 0) {
            warnings.add(new FeedWarning(
                    "stock_missing",
                    count(notes.inStockWithoutNumber(), "row says", "rows say")
                            + " that a product is in stock, but not how"
                            + " many pieces. A new product starts with 0 and cannot be bought; for others the catalog's"
                            + " number stays. " + add));
        } else if (withoutStock > 0 && withoutStock * 2 >= created) {
            warnings.add(new FeedWarning(
                    "stock_missing",
                    "Of " + count(created, "new product, ", "new products, ") + count(withoutStock, "has", "have")
                            + " no stock in this file, so they start with 0 and cannot be bought. " + add));
        }
    }

    private static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    private static String listed(List<String> names) {
        var shown = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return names.size() > MOST_NAMES ? shown + " and " + (names.size() - MOST_NAMES) + " more" : shown;
    }
}
