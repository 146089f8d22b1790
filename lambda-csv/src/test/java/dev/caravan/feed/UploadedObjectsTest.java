package dev.caravan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.feed.upload.FeedOutcome;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which objects of the bucket are feeds, and which upload of an object is the one that counts. */
class UploadedObjectsTest extends FunctionTest {

    @Test
    void reportsAnObjectThatIsGone() throws IOException {
        var event = upload.put("feeds/feed.csv", HEADER);
        upload.delete("feeds/feed.csv");
        handler(Map.of()).handleRequest(event, context(60_000));

        assertRefused(upload.report("reports/feed.report.json"), "object_missing", null);
    }

    @Test
    void leavesAReplacedUploadToItsSuccessor() {
        var first = upload.put("feeds/feed.csv", HEADER + "A,Cup,1,1\n");
        upload.put("feeds/feed.csv", HEADER + "B,Cup,1,1\n");

        var outcome = handler(Map.of()).handleRequest(first, context(60_000));

        assertThat(outcome.getFirst().status()).isEqualTo("superseded");
        assertThat(gateway.products).isEmpty();
        assertThat(upload.has("reports/feed.report.json")).isFalse();
    }

    @Test
    void ignoresWhatWasNotPutAsAFeed() {
        for (var key : List.of("reports/a.csv", "checkpoints/a.csv", "other/feeds/a.csv", "feeds/", "feeds/spring/")) {
            assertThat(handler(Map.of()).handleRequest(upload.event(key, "x"), context(60_000)))
                    .extracting(FeedOutcome::status)
                    .containsExactly("ignored");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.xlsx", "spring.csv.gz", "photo.jpg", "feed", ".csv"})
    void saysOfWhatIsNoFeedThatItIsNone(String name) throws IOException {
        var handler = handler(Map.of());
        handler.handleRequest(upload.put("feeds/" + name, HEADER + "A,Cup,1,1\n"), context(60_000));

        var report = upload.report("reports/" + (name.equals(".csv") ? "" : name) + ".report.json");
        assertRefused(report, "not_a_feed", null);
        assertThat(report.at("/refusal/message").asText()).contains(".csv");
    }

    @ParameterizedTest
    @CsvSource({
        "FEED.CSV, FEED",
        "Feed.Csv, Feed",
        "feed.tsv, feed.tsv",
        "feed.TXT, feed.TXT",
        "feed.rejected.csv.txt, feed.rejected.csv.txt"
    })
    void readsFeedsWhateverTheCaseOfTheirNames(String name, String reported) throws IOException {
        handler(Map.of()).handleRequest(upload.put("feeds/" + name, HEADER + "A,Cup,1,1\n"), context(60_000));

        assertThat(upload.report("reports/" + reported + ".report.json")
                        .at("/totals/created")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void decodesTheKeysOfEvents() throws IOException {
        var key = "feeds/zwei/Frühling & Co + 50% ☂.csv";
        handler(Map.of()).handleRequest(upload.put(key, HEADER + "A,Cup,1,1\n"), context(60_000));

        assertThat(upload.report("reports/zwei/Frühling & Co + 50% ☂.report.json")
                        .at("/feed/key")
                        .asText())
                .isEqualTo(key);
    }

    /** Names are data, whatever they look like to a template or an expression. */
    @ParameterizedTest
    @ValueSource(strings = {"${camelContext.stop}", "$simple{body}", "{{env:PATH}}", "${variable.bucket}"})
    void takesNamesForNamesOnly(String name) throws IOException {
        handler(Map.of()).handleRequest(upload.put("feeds/" + name + ".csv", HEADER + "A,Cup,x,1\n"), context(60_000));

        assertThat(upload.keys("reports/"))
                .containsExactlyInAnyOrder("reports/" + name + ".report.json", "reports/" + name + ".rejected.csv.txt");
        assertThat(upload.report("reports/" + name + ".report.json")
                        .at("/feed/key")
                        .asText())
                .isEqualTo("feeds/" + name + ".csv");
    }
}
