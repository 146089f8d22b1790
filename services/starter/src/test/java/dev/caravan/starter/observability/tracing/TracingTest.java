package dev.caravan.starter.observability.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.caravan.local.testing.LocalTraceCollector;
import dev.caravan.local.testing.LocalTraceCollector.Mood;
import dev.caravan.local.testing.LocalTraceCollector.SpanSeen;
import dev.caravan.starter.testing.ThingServiceTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@ThingServiceTest
@TestPropertySource(properties = {"spring.application.name=things", "otel.traces.sampler.arg=1.0"})
@ExtendWith(OutputCaptureExtension.class)
final class TracingTest {
    private static final LocalTraceCollector COLLECTOR = LocalTraceCollector.started();
    private static final Pattern TRACE_ID = Pattern.compile("\"trace_id\":\"([0-9a-f]{32})\"");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final MeterRegistry meters;

    @LocalServerPort
    private int port;

    @Autowired
    TracingTest(MeterRegistry meters) {
        this.meters = meters;
    }

    @DynamicPropertySource
    static void collector(DynamicPropertyRegistry registry) {
        registry.add("otel.exporter.otlp.endpoint", COLLECTOR::endpoint);
    }

    @BeforeEach
    void spansArrive() {
        var trace = newTrace();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            get("/things/1", "00-" + trace + "-b7ad6b7169203331-01");
            return COLLECTOR.trace(trace).size() > 0;
        });
    }

    @AfterEach
    void collectorTakesSpansAgain() {
        COLLECTOR.become(Mood.WILLING);
    }

    @Test
    void tellsTheRequestAndItsRouteByTemplateAndNeverByWhatWasSent() throws Exception {
        var trace = newTrace();
        get("/things/4711?verbose=true", "00-" + trace + "-b7ad6b7169203331-01");

        var request = COLLECTOR.await(trace, "GET /things/{id}");
        assertThat(request.service()).isEqualTo("things");
        assertThat(request.kind()).isEqualTo("SERVER");
        assertThat(request.parent()).isEqualTo("b7ad6b7169203331");
        assertThat(request.attributes())
                .containsEntry("http.request.method", "GET")
                .containsEntry("http.route", "/things/{id}")
                .containsEntry("http.response.status_code", "200")
                .containsEntry("caravan.operation", "getThing");
        var route = COLLECTOR.await(trace, "getThing");
        assertThat(route.parent()).isEqualTo(request.id());
        assertThat(COLLECTOR.trace(trace))
                .extracting(SpanSeen::attributes)
                .allSatisfy(attributes -> assertThat(attributes.values())
                        .noneMatch(value -> value.contains("4711") || value.contains("verbose")));
    }

    @Test
    void traceIdOfAProblemLeadsToTheTraceAndToTheLog(CapturedOutput output) throws Exception {
        var response = get("/broken", null);

        assertThat(response.statusCode()).isEqualTo(500);
        var trace = traceOf(response);
        var request = COLLECTOR.await(trace, "GET /broken");
        assertThat(request.failed()).isTrue();
        assertThat(request.attributes()).containsEntry("error.type", "500");
        assertThat(COLLECTOR.await(trace, "breakDown").attributes())
                .containsEntry("error.type", "IllegalStateException")
                .doesNotContainValue("secret detail");
        var mark = "\"trace_id\":\"" + trace + "\"";
        await().atMost(Duration.ofSeconds(10)).until(() -> output.getOut().contains(mark));
        assertThat(output.getOut().lines().filter(line -> line.contains(mark)))
                .singleElement()
                .asString()
                .contains("\"severity\":\"ERROR\"", "\"route_id\":\"breakDown\"", "\"stack_trace\":");
    }

    @Test
    void malformedContextBeginsANewTraceAndHarmsNothing() throws Exception {
        for (var sent : List.of(
                "nonsense",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "0".repeat(4000))) {
            var response = get("/things/x", sent);
            assertThat(response.statusCode()).as(sent).isEqualTo(400);
            var trace = traceOf(response);
            assertThat(sent).doesNotContain(trace);
            assertThat(COLLECTOR.await(trace, "GET /things/{id}").parent()).isEmpty();
        }
    }

    @Test
    void doesNotKeepWhatTheCallerDoesNot() throws Exception {
        var unkept = newTrace();
        get("/things/1", "00-" + unkept + "-b7ad6b7169203331-00");
        var kept = newTrace();
        get("/things/1", "00-" + kept + "-b7ad6b7169203331-01");
        COLLECTOR.await(kept, "getThing");
        assertThat(COLLECTOR.trace(unkept)).isEmpty();
    }

    @Test
    void handsOverManySpansAtATime() throws Exception {
        var deliveries = COLLECTOR.deliveries();
        var spans = COLLECTOR.spans().size();
        askedOften(300);
        await().atMost(Duration.ofSeconds(20)).until(() -> COLLECTOR.spans().size() >= spans + 600);
        assertThat(COLLECTOR.deliveries() - deliveries).isLessThan(600 / 20);
    }

    @Test
    void goesOnAtFullSpeedWhileTheCollectorRefusesAndSaysSoOnce(CapturedOutput output) throws Exception {
        var refusals = linesWith(output, "The trace collector takes no spans");
        var recoveries = linesWith(output, "The trace collector takes spans again");
        COLLECTOR.become(Mood.REFUSING);
        var before = dropped();
        askedOften(200);
        await().atMost(Duration.ofSeconds(20)).until(() -> dropped() >= before + 200);
        askedOften(200);
        await().atMost(Duration.ofSeconds(20)).until(() -> dropped() >= before + 400);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> linesWith(output, "The trace collector takes no spans") == refusals + 1);

        COLLECTOR.become(Mood.WILLING);
        var trace = newTrace();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            get("/things/1", "00-" + trace + "-b7ad6b7169203331-01");
            return !COLLECTOR.trace(trace).isEmpty();
        });
        await().atMost(Duration.ofSeconds(10))
                .until(() -> linesWith(output, "The trace collector takes spans again") == recoveries + 1);
        assertThat(linesWith(output, "The trace collector takes no spans")).isEqualTo(refusals + 1);
    }

    @Test
    void goesOnAtFullSpeedWhileTheCollectorHangs(CapturedOutput output) throws Exception {
        askedOften(200);
        var usual = askedOften(1000);
        var refusals = linesWith(output, "The trace collector takes no spans");
        COLLECTOR.become(Mood.HANGING);
        var before = dropped();
        // more spans than may wait
        var hanging = askedOften(3000);
        assertThat(hanging).as("milliseconds a request, usually " + usual).isLessThan(2 * usual + 1);
        await().atMost(Duration.ofSeconds(30)).until(() -> dropped() > before);
        assertThat(linesWith(output, "The trace collector takes no spans")).isLessThanOrEqualTo(refusals + 1);
    }

    /** Asks so often; returns the mean time of a request in milliseconds. */
    private double askedOften(int times) throws Exception {
        var begun = System.nanoTime();
        for (var i = 0; i < times; i++) {
            assertThat(get("/things/1", null).statusCode()).isEqualTo(200);
        }
        return (System.nanoTime() - begun) / 1e6 / times;
    }

    private double dropped() {
        return meters.get("trace.spans.dropped").counter().count();
    }

    /** Also counts what was logged between two tests before this one. */
    private static long linesWith(CapturedOutput output, String text) {
        return output.getOut().lines().filter(line -> line.contains(text)).count();
    }

    private HttpResponse<String> get(String path, @org.jspecify.annotations.Nullable String traceparent)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (traceparent != null) {
            request.header("traceparent", traceparent);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static String traceOf(HttpResponse<String> problem) {
        var matcher = TRACE_ID.matcher(problem.body());
        assertThat(matcher.find()).as(problem.body()).isTrue();
        return matcher.group(1);
    }

    private static String newTrace() {
        var random = ThreadLocalRandom.current();
        return String.format("%016x%016x", random.nextLong() | 1, random.nextLong());
    }
}
