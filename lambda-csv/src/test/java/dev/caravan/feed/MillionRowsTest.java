package dev.caravan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.feed.fixture.OneInvocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The largest feeds in a process whose heap is far too small for them. */
class MillionRowsTest extends FunctionTest {

    private static final int MILLION = 1_000_000;

    /** A heap that a thousand rows just need; the JVM itself ends a process that wants more. */
    private static final List<String> SMALL_HEAP =
            List.of("-Xmx40m", "-Xmn12m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

    @TempDir
    Path directory;

    /** How a process ended, and the most memory that it had, in kilobytes. */
    private record Ended(String status, long peak) {}

    @BeforeEach
    void countOnly() {
        gateway.keepNothing = true;
    }

    @Test
    void takesAMillionRowsInTheMemoryOfAThousand() throws Exception {
        var thousand = run("thousand", 1000, MillionRowsTest::goodRow);
        var million = run("million", MILLION, MillionRowsTest::goodRow);

        assertThat(million.status()).isEqualTo("completed");
        assertThat(upload.report("reports/million.report.json")
                        .at("/totals/created")
                        .asInt())
                .isEqualTo(MILLION);
        System.out.printf("peak memory: %d kB for 1,000 rows, %d kB for 1,000,000%n", thousand.peak(), million.peak());
        assertThat((double) million.peak() / thousand.peak()).isLessThanOrEqualTo(1.1);
    }

    @Test
    void givesUpAMillionBadRowsInTheSameMemory() throws Exception {
        var ended = run("bad", MILLION, i -> "S-" + i + ",Cup," + i + "x,1\n");

        assertThat(ended.status()).isEqualTo("stopped");
        var report = upload.report("reports/bad.report.json");
        assertThat(report.at("/totals/rejected").asInt()).isEqualTo(10_000);
        assertThat(report.path("errors")).hasSize(10_000);
        assertThat(report.at("/stopped/rows_not_read").asInt()).isEqualTo(MILLION - 10_000);
        assertThat(gateway.batchSizes).isEmpty();
    }

    @Test
    void findsTheDuplicateOfTheFirstRowInTheLast() throws Exception {
        run("twice", 200_000, i -> goodRow(i == 200_000 ? 1 : i));

        assertThat(errors(upload.report("reports/twice.report.json")))
                .containsExactly("200001 S-00000001 sku sku_duplicate");
    }

    @Test
    void refusesOneRowTooMany() throws Exception {
        var ended = run("more", MILLION + 1, MillionRowsTest::goodRow);

        assertThat(ended.status()).isEqualTo("refused");
        assertRefused(upload.report("reports/more.report.json"), "too_many_rows", MILLION + 2);
    }

    @Test
    void losesOneRowToAQuoteThatIsOpenedOnTheThirdLineOfAMillion() throws Exception {
        run("quote", MILLION, i -> i == 2 ? "S-2,\"Cup,1,1\n" : goodRow(i));

        var report = upload.report("reports/quote.report.json");
        assertThat(errors(report)).containsExactly("3 null null quote_not_closed");
        assertThat(report.at("/totals/created").asInt()).isEqualTo(MILLION - 1);
    }

    private static String goodRow(int number) {
        return "S-%08d,Cup %d,7.90,1\n".formatted(number, number);
    }

    private Ended run(String name, int rows, IntFunction<String> row) throws IOException, InterruptedException {
        var file = directory.resolve(name + ".csv");
        try (var out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            for (int i = 1; i <= rows; i++) {
                out.write(row.apply(i));
            }
        }
        var event = upload.put("feeds/" + name + ".csv", file);
        Files.delete(file);
        var etag = event.getRecords().getFirst().getS3().getObject().geteTag();
        var log = directory.resolve(name + ".log");
        var process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        process.command().addAll(SMALL_HEAP);
        process.command()
                .addAll(List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneInvocation.class.getName(),
                        upload.bucket,
                        "feeds/" + name + ".csv",
                        etag));
        // one turn for all of it, in whose memory it has to fit
        process.environment().putAll(environment(Map.of("FEED_TURN_SECONDS", "900")));
        process.environment().putAll(Map.of("AWS_ACCESS_KEY_ID", "local", "AWS_SECRET_ACCESS_KEY", "local"));
        var running =
                process.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!running.waitFor(10, TimeUnit.MINUTES)) {
            running.destroyForcibly();
        }
        var lines = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(running.waitFor()).as(lines).isZero();
        return new Ended(value(lines, "status="), Long.parseLong(value(lines, "peak=")));
    }

    private static String value(String lines, String name) {
        return lines.lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElseThrow()
                .substring(name.length());
    }
}
