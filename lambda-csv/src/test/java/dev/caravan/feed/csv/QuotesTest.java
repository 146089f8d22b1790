package dev.caravan.feed.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.feed.FunctionTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One bad quote costs its row where the rows around it are certain, and the file where they are not. */
class QuotesTest extends FunctionTest {

    private static final String AROUND = "sku,name,price\nA,Cup,1\n%sC,Mug,3\nD,Jug,4\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "B,\"Plate,2\\n|quote_not_closed",
                "B,\"2\" pipe,2\\n|quote_not_closed",
                "B,\"2\"\" pipe,2\\n|quote_not_closed",
                "B,\"The \"big\" plate\",2\\n|quote_misplaced",
                "\"B\",\"12\" pan\",\"2\"\\n|quote_misplaced",
                "B,\"He said \"hi\" and\\nleft, at once\\nwith all\",2\\n|quote_misplaced",
            })
    void costsItsRow(String bad, String code) throws IOException {
        var report = run(AROUND.formatted(bad.replace("\\n", "\n")));

        assertThat(report.path("status").asText()).isEqualTo("completed");
        assertThat(gateway.products).containsOnlyKeys("A", "C", "D");
        assertThat(report.at("/totals/rejected").asInt()).isEqualTo(1);
        assertThat(report.at("/errors/0/code").asText()).isIn(code, "quote_misplaced");
        assertThat(report.at("/errors/0/line").asInt()).isEqualTo(3);
        assertThat(report.at("/errors/0/message").asText()).contains("written twice");
    }

    @Test
    void knowsTheLinesBehindABadRow() throws IOException {
        var report = run(AROUND.formatted("B,\"He said \"hi\" and\nleft, at once\nwith all\",2\n") + "E,Pot,x\n");

        assertThat(errors(report)).contains("8 E price price_invalid");
    }

    @Test
    void costsTheFileWhereNothingTellsWhereTheRowEnds() throws IOException {
        var report = run("sku,name,price\nA,Cup,1\nB,\"He said \"hi, and then\n" + "went on, and on\n".repeat(40));

        assertRefused(report, "quote_misplaced", 3);
        assertThat(report.at("/refusal/message").asText()).contains("do not show where it ends");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X, \"Cup, red\", 3.00|Cup, red",
                "X,\"Cup, red\" ,3.00|Cup, red",
                "X, \"Cup \"\"red\"\"\" , 3.00 |Cup \"red\"",
                "X, 16\" pan, 3.00|16\" pan",
                "X, \"quoted\" word, 3.00|\"quoted\" word",
                "X,\"=\"\"00123\"\"\",3|00123",
                "X,=\"00123\",3|00123",
                "X,=\"a,b\",3|a,b",
            })
    void understandsQuotesWithBlanksAround(String row, String name) throws IOException {
        run("sku,name,price\n" + row + "\n");

        assertThat(product("X").path("name").asText()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"sep=;", "SEP=;", "'\"sep=;\"'"})
    void obeysAFirstLineThatNamesTheDelimiter(String first) throws IOException {
        var report = run(first + "\r\nsku;name;price\r\nA,1;Cup, red, large, warm;1\r\nB;Plate;x\r\n");

        assertThat(product("A,1").path("name").asText()).isEqualTo("Cup, red, large, warm");
        assertThat(errors(report)).containsExactly("4 B price price_invalid");
    }
}
