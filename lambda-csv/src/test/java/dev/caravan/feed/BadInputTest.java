package dev.caravan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that should not have been sent: each has a stated outcome, and the rows that are good are taken. */
class BadInputTest extends FunctionTest {

    @Test
    void refusesARealArchive() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("catalog.csv"));
            zip.write((HEADER + "A,Cup,1,1\n").getBytes(StandardCharsets.UTF_8));
        }
        var report = run(bytes.toByteArray());

        assertRefused(report, "not_csv", 1);
        assertThat(report.at("/refusal/message").asText()).contains("ZIP archive");
    }

    @Test
    void refusesNoise() throws IOException {
        var noise = new byte[100_000];
        new Random(7).nextBytes(noise);
        var report = run(noise);

        assertThat(report.path("status").asText()).isEqualTo("refused");
        assertThat(report.at("/refusal/code").asText()).isIn("not_utf8", "not_csv");
        assertThat(gateway.products).isEmpty();
    }

    @Test
    void takesLinesThatEndInDifferentWays() throws IOException {
        var report = run("sku,name,price\r\nA,Cup,1\nB,Plate,2\r\nC,\"Two\nlines\",3\n\r\nD,Mug,x");

        assertThat(report.at("/totals/created").asInt()).isEqualTo(3);
        assertThat(errors(report)).containsExactly("7 D price price_invalid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1e9|price_exponent",
                "-1|price_negative",
                "NaN|price_invalid",
                "12,34|price_comma",
                "1.234,56|price_comma",
                "12.345|price_decimals",
                "99999999999|price_too_high",
                "12.34 XXY|currency_unknown",
                "=1+1|price_invalid",
            })
    void tellsWhatIsWrongWithAPrice(String price, String code) throws IOException {
        var report = run("sku,name,Price\nA,Cup,\"" + price + "\"\nB,Cup,1\n");

        assertThat(errors(report)).containsExactly("2 A Price " + code);
        var error = report.at("/errors/0");
        assertThat(error.path("message").asText()).startsWith("Price \"");
        assertThat(price).startsWith(error.path("value").asText());
        assertThat(report.at("/totals/created").asInt()).isEqualTo(1);
    }

    @Test
    void refusesAGigabyteAndAByteByItsLength() throws IOException {
        try (var huge = new HugeObject()) {
            var handler = handler(Map.of("AWS_ENDPOINT_URL_S3", huge.url()));

            var outcome = handler.handleRequest(upload.event("feeds/huge.csv", "x"), context(60_000));

            assertThat(outcome.getFirst().status()).isEqualTo("refused");
            assertThat(huge.written.get("/" + upload.bucket + "/reports/huge.report.json"))
                    .contains("\"code\" : \"file_too_large\"")
                    .contains("1000000001 bytes");
        }
    }

    @Test
    void readsBackTheTextThatAnExportMarks() throws IOException {
        run("sku,name,price,category\nA,'=SUM(A1),1,' spaced \nB,'n Roll,1,''=x\nC,-5 degrees,1,+\n");

        assertThat(product("A").path("name").asText()).isEqualTo("=SUM(A1)");
        assertThat(product("A").path("category").asText()).isEqualTo(" spaced ");
        assertThat(product("B").path("name").asText()).isEqualTo("'n Roll");
        assertThat(product("B").path("category").asText()).isEqualTo("'=x");
        assertThat(product("C").path("name").asText()).isEqualTo("-5 degrees");
    }

    /** The catalog's own tests hold its export against the same examples. */
    @Test
    void readsBackWhateverAnExportWrites() throws IOException {
        JsonNode examples;
        try (var file = BadInputTest.class.getResourceAsStream("/feeds/export-text.json")) {
            examples = new ObjectMapper().readTree(file);
        }
        var feed = new StringBuilder("sku,name,price,description\n");
        for (int i = 0; i < examples.size(); i++) {
            var cell = '"' + examples.get(i).path("cell").asText().replace("\"", "\"\"") + '"';
            feed.append("S-%d,%s,1,%s\n".formatted(i, cell, cell));
        }

        assertThat(run(feed.toString()).at("/totals/created").asInt()).isEqualTo(examples.size());

        for (int i = 0; i < examples.size(); i++) {
            var text = examples.get(i).path("text").asText();
            assertThat(product("S-" + i).path("name").asText()).isEqualTo(text);
            assertThat(product("S-" + i).path("description").asText()).isEqualTo(text);
        }
    }

    @Test
    void givesARowWithoutAResponseNoSilentEnd() throws IOException {
        var report = run("sku,name,price\n,,\n,Cup,\nA,,5\n");

        assertThat(report.at("/totals/rows").asInt()).isEqualTo(2);
        assertThat(errors(report)).contains("4 A name required");
    }

    /** An S3 with one object of 1 GB + 1 byte, of which it sends the first byte. */
    private static final class HugeObject implements AutoCloseable {

        private static final long TOO_MUCH = 1_000_000_001L;

        final Map<String, String> written = new ConcurrentHashMap<>();
        private final HttpServer server;

        HugeObject() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::handle);
            server.start();
        }

        String url() {
            return "http://localhost:" + server.getAddress().getPort();
        }

        private void handle(HttpExchange exchange) throws IOException {
            exchange.getResponseHeaders().set("ETag", "\"x\"");
            var body = exchange.getRequestBody().readAllBytes();
            switch (exchange.getRequestMethod()) {
                case "GET" -> {
                    exchange.sendResponseHeaders(200, TOO_MUCH);
                    exchange.getResponseBody().write('s');
                    exchange.getResponseBody().flush();
                }
                case "PUT" -> {
                    written.put(exchange.getRequestURI().getPath(), new String(body, StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(200, -1);
                }
                default -> exchange.sendResponseHeaders(204, -1);
            }
            exchange.close();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
