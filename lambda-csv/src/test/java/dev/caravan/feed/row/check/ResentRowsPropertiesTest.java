package dev.caravan.feed.row.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.caravan.feed.FunctionTest;
import dev.caravan.feed.row.RejectedColumn;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Of a file of rejected rows, exactly those change something that somebody has corrected. */
class ResentRowsPropertiesTest extends FunctionTest {

    /** A row as a file has it; {@code %d} is its number, which makes its sku its own. */
    enum Written {
        GOOD("S-%d,Cup %d,7.90,5\n"),
        GOOD_TEXT("S-%d,\"Cup, \"\"%d\"\"\n of two lines\",7.90,5\n"),
        PRICE("S-%d,Cup %d,7.9O,5\n"),
        COMMA("S-%d,Cup %d,\"7,90\",5\n"),
        STOCK("S-%d,Cup %d,7.90,some\n"),
        NO_NAME("S-%d,,7.90,5\n"),
        DUPLICATE("S-0,Another cup %d,8.90,6\n"),
        NARROW("S-%d,Cup %d,7.90\n"),
        WIDE("S-%d,Cup %d,7.90,5,6\n"),
        QUOTE("S-%d,\"Cup \"%d\" inch\",7.90,5\n"),
        OPEN_QUOTE("S-%d,\"Cup %d,7.90,5\n"),
        FORMULA("=cmd(%d),=HYPERLINK(%d),=1+1,@SUM(1)\n"),
        FORMULA_TWICE("=cmd(0),\"\t+x|'calc'!%d\",7.90,5\n"),
        FORMULA_NARROW("=cmd(%d),-%d(),7.90\n"),
        INVISIBLE("S\u200b%d,Cup %d,7.90,5\n"),
        SHORTENED("%d.00555E+12,Cup %d,7.90,5\n"),
        TOO_LONG("S-%d,Cup %d" + "x".repeat(300) + ",7.90,5\n");

        private final String row;

        Written(String row) {
            this.row = row;
        }

        String row(int number) {
            return row.replace("%d", String.valueOf(number));
        }
    }

    /** Four columns of the file, five of a file of rejected rows. */
    private static final int HEADER_AND_OURS = 4 + RejectedColumn.values().length;

    @BeforeContainer
    static void credentials() {
        giveCredentials();
    }

    @BeforeTry
    void begin() throws IOException {
        start();
    }

    @AfterTry
    void end() {
        stop();
    }

    @Property(tries = 40)
    void changesExactlyWhatWasCorrected(@ForAll("rows") List<Written> rows, @ForAll long choice) throws IOException {
        var file = new StringBuilder(HEADER).append(Written.GOOD.row(0));
        for (int i = 0; i < rows.size(); i++) {
            file.append(rows.get(i).row(i + 1));
        }
        // so that a bad quote in the last row has rows behind it
        file.append(Written.GOOD.row(98)).append(Written.GOOD.row(99));
        var first = run(file.toString());
        if (first.path("rejected_rows").isNull()) {
            return;
        }
        var expected = new HashMap<String, JsonNode>(gateway.products);
        var rejected = upload.text(first.path("rejected_rows").asText());
        assertThat(cells(rejected)).noneMatch(ResentRowsPropertiesTest::isRun);
        var sentBack = correct(rejected, choice, expected);

        run(sentBack);

        assertThat(gateway.products).isEqualTo(expected);
    }

    @Property(tries = 20)
    void changesNothingWhenAnyFileComesAgain(@ForAll("rows") List<Written> rows) throws IOException {
        var file = new StringBuilder(HEADER);
        for (int i = 0; i < rows.size(); i++) {
            file.append(rows.get(i).row(i));
        }
        file.append(Written.GOOD.row(98)).append(Written.GOOD.row(99));
        run(file.toString());
        gateway.forgetRequests();

        run(file.toString());

        assertThat(gateway.writes).isEmpty();
    }

    private static List<String> cells(String rejected) throws IOException {
        try (var records = CSVFormat.RFC4180.parse(new StringReader(rejected))) {
            return records.stream().flatMap(CSVRecord::stream).toList();
        }
    }

    /** Whether a spreadsheet would call something on opening the file. */
    private static boolean isRun(String cell) {
        return cell.strip().startsWith("=") || cell.strip().matches("[-+@].*[(!|].*");
    }

    /** Corrects some rows, each to a product of its own, which is expected then. */
    private static String correct(String rejected, long choice, Map<String, JsonNode> expected) throws IOException {
        var out = new StringWriter();
        var text = rejected.startsWith("\ufeff") ? rejected.substring(1) : rejected;
        try (var records = CSVFormat.RFC4180.parse(new StringReader(text));
                var printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
            for (var record : records) {
                var cells = new ArrayList<>(List.of(record.values()));
                var number = record.getRecordNumber() - 1;
                if (number > 0 && (choice >> (number % 60) & 1) == 1) {
                    cells.set(0, "FIXED-" + number);
                    cells.set(1, "Fixed");
                    cells.set(2, "1.00");
                    cells.set(3, "1");
                    expected.put("FIXED-" + number, fixed("FIXED-" + number));
                    // what stood beyond the header comes last
                    while (cells.size() > HEADER_AND_OURS) {
                        cells.removeLast();
                    }
                }
                printer.printRecord(cells);
            }
        }
        return out.toString();
    }

    private static JsonNode fixed(String sku) {
        return new ObjectMapper()
                .createObjectNode()
                .put("sku", sku)
                .put("name", "Fixed")
                .put("price", new BigDecimal("1.00"))
                .put("stock_quantity", 1);
    }

    @Provide
    Arbitrary<List<Written>> rows() {
        return Arbitraries.of(Written.class).list().ofMinSize(1).ofMaxSize(15);
    }
}
