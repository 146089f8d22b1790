package dev.caravan.integration.erp.acknowledgement;

import dev.caravan.text.SpreadsheetText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Reading one file of acknowledgements: what its steps leave for each other. Where the file goes, and under which name, follows from its
 * name and content alone, so that who begins again after a crash ends at the same place.
 */
final class AcknowledgementRun {
    private static final String PROPERTY = "erp_acknowledgement_run";
    private static final int SHORT_HASH = 8;
    private static final String SUFFIX = ".csv";

    private final String name;
    private final AcknowledgementFile file;
    private final List<AcknowledgementFile.Mistake> mistakes;
    private @Nullable String report;

    private AcknowledgementRun(String name, AcknowledgementFile file) {
        this.name = name;
        this.file = file;
        this.mistakes = new ArrayList<>(file.mistakes());
    }

    static AcknowledgementRun of(Exchange exchange) {
        return Objects.requireNonNull(exchange.getProperty(PROPERTY, AcknowledgementRun.class));
    }

    /** First step: remembers the file's name. */
    static void name(Exchange exchange) {
        exchange.setVariable("ack_name", exchange.getMessage().getHeader(Exchange.FILE_NAME));
        exchange.getMessage().setBody(null);
    }

    /** Makes the content of the file the message. */
    static Exchange take(Exchange ours, @Nullable Exchange theirs) {
        if (theirs == null) {
            throw new IllegalStateException("the file is no longer there");
        }
        ours.getMessage().setBody(theirs.getMessage().getBody(byte[].class));
        return ours;
    }

    /** Second step: reads the content in the body; there is none where the file is too large. */
    static void begin(Exchange exchange, int largest) {
        var message = exchange.getMessage();
        var content = message.getBody(byte[].class);
        var file = content == null || content.length > largest
                ? AcknowledgementFile.tooLarge(message.getHeader(Exchange.FILE_LENGTH, Long.class), largest)
                : AcknowledgementFile.read(content);
        exchange.setProperty(PROPERTY, new AcknowledgementRun(exchange.getVariable("ack_name", String.class), file));
        exchange.setVariable("ack_sha256", file.sha256());
        message.setBody(null);
    }

    /** Leaves the lines that can be used in the body. */
    static void lines(Exchange exchange) {
        exchange.getMessage().setBody(of(exchange).file.lines());
    }

    void mistake(AcknowledgementFile.Line line, String what) {
        mistakes.add(new AcknowledgementFile.Mistake(
                line.number(), Long.toString(line.acknowledgement().order()), what));
    }

    /** After the last line: leaves what was wrong in the variable {@code ack_report}; null where nothing was. */
    static void complete(Exchange exchange) {
        var run = of(exchange);
        run.report = run.mistakes.isEmpty() ? null : run.written();
        exchange.setVariable("ack_report", run.report);
    }

    /** In place of reading lines that were read before: what was wrong then. */
    static void recall(Exchange exchange) {
        of(exchange).report = (String) exchange.getMessage().getBody(Map.class).get("report");
    }

    /** Last step: says where the file is moved to, and makes the report the message where there is one. */
    static void end(Exchange exchange) {
        var run = of(exchange);
        var stem = run.name.substring(0, run.name.length() - SUFFIX.length()) + "."
                + run.file.sha256().substring(0, SHORT_HASH);
        var directory = run.report == null ? ".done/" : ".failed/";
        exchange.setVariable("ack_moved_to", directory + stem + SUFFIX);
        var message = exchange.getMessage();
        if (run.report == null) {
            message.setBody(null);
        } else {
            message.setHeader(Exchange.FILE_NAME, directory + stem + ".report" + SUFFIX);
            message.setBody(run.report.getBytes(StandardCharsets.UTF_8));
        }
    }

    private String written() {
        mistakes.sort(Comparator.comparingLong(AcknowledgementFile.Mistake::number));
        var text = new StringBuilder();
        try (var lines = new CSVPrinter(text, CSVFormat.RFC4180)) {
            lines.printRecord("line", "order_id", "problem");
            for (var mistake : mistakes) {
                lines.printRecord(mistake.number(), SpreadsheetText.mark(mistake.order()), mistake.what());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
