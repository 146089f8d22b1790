package dev.caravan.integration.erp.acknowledgement;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.jspecify.annotations.Nullable;

/**
 * A file of acknowledgements as it was read.
 *
 * @param sha256 of its bytes, by which it is known when it comes again; of its size where it is too large to be read
 * @param lines what can be used
 * @param mistakes what cannot
 */
record AcknowledgementFile(String sha256, List<Line> lines, List<Mistake> mistakes) {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /**
     * A line that can be used.
     *
     * @param number which it is, from 1; the header is the first
     */
    record Line(long number, Acknowledgement acknowledgement) {}

    /**
     * A line that cannot.
     *
     * @param number which it is, from 1; 0 for the file as a whole
     * @param order the order's id, as far as it is known
     */
    record Mistake(long number, String order, String what) {}

    /** Reads a file. */
    static AcknowledgementFile read(byte[] content) {
        var text = text(content);
        return text == null ? none(hash(content), 0, "the file is not UTF-8") : parse(hash(content), text);
    }

    /**
     * A file that is too large to be read.
     *
     * @param size how many bytes it has
     * @param largest how many it may have
     */
    static AcknowledgementFile tooLarge(long size, int largest) {
        return none(
                hash(Long.toString(size).getBytes(StandardCharsets.UTF_8)),
                0,
                "the file has more than " + largest + " bytes; nothing of it was read");
    }

    private static AcknowledgementFile parse(String sha256, String text) {
        var lines = new ArrayList<Line>();
        var mistakes = new ArrayList<Mistake>();
        try (var records = CSVParser.parse(new StringReader(text), CSVFormat.RFC4180)) {
            var isHeader = true;
            for (var csv : records) {
                var number = isHeader ? 1 : records.getCurrentLineNumber();
                var fields = csv.toList();
                if (isHeader && !fields.equals(Acknowledgement.COLUMNS)) {
                    return none(sha256, 1, "the first line must be " + String.join(",", Acknowledgement.COLUMNS));
                } else if (!isHeader) {
                    add(number, fields, lines, mistakes);
                }
                isHeader = false;
            }
            if (isHeader) {
                mistakes.add(new Mistake(0, "", "the file is empty"));
            }
        } catch (UncheckedIOException | IOException e) {
            // what comes behind a quote that never ends cannot be told apart
            mistakes.add(
                    new Mistake(0, "", "the file is CSV (RFC 4180) to line " + (lines.size() + mistakes.size() + 1)));
        }
        return new AcknowledgementFile(sha256, lines, mistakes);
    }

    private static void add(long number, List<String> fields, List<Line> lines, List<Mistake> mistakes) {
        try {
            lines.add(new Line(number, Acknowledgement.of(fields)));
        } catch (Acknowledgement.UnusableException e) {
            mistakes.add(new Mistake(number, fields.getFirst(), String.valueOf(e.getMessage())));
        }
    }

    private static AcknowledgementFile none(String sha256, long line, String mistake) {
        return new AcknowledgementFile(sha256, List.of(), new ArrayList<>(List.of(new Mistake(line, "", mistake))));
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
