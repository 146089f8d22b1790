package dev.caravan.local.cli.bench;

import dev.caravan.local.cli.benchmark.Bed;
import dev.caravan.local.cli.benchmark.Row;
import dev.caravan.local.cli.benchmark.Row.Goal;
import dev.caravan.local.cli.benchmark.Rows;
import dev.caravan.local.cli.benchmark.Sample;
import dev.caravan.local.cli.benchmark.Turns.Ratio;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** P5: what the last page costs, compared with the first: by cursor, and counted off by number. */
final class PagingBench {
    private static final int LIMIT = 100;
    private static final int FEW = 5;

    private final HttpClient http;
    private final String ours;
    private final String byNumber;

    private PagingBench(HttpClient http, String ours, String byNumber) {
        this.http = http;
        this.ours = ours + "/products?limit=" + LIMIT;
        this.byNumber = byNumber + "/products?limit=" + LIMIT + "&page=";
    }

    static void run(Bed bed, Rows rows, String ours, String byNumber) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            new PagingBench(http, ours, byNumber).run(bed, rows);
        }
    }

    private void run(Bed bed, Rows rows) throws IOException, InterruptedException {
        var last = bed.effort().products() / LIMIT;
        bed.progress().line("Paging to page " + last);
        var deep = walk(last);
        for (var i = 0; i < 20 * bed.effort().seconds(); i++) {
            var unused = new double[] {millis(ours), millis(deep)};
        }
        var first = new ArrayList<Double>();
        var cursor = new ArrayList<Double>();
        for (var i = 0; i < 20 * bed.effort().rounds() * bed.effort().seconds(); i++) {
            first.add(millis(ours));
            cursor.add(millis(deep));
        }
        var firstByNumber = new ArrayList<Double>();
        var lastByNumber = new ArrayList<Double>();
        for (var i = 0; i < FEW * bed.effort().rounds(); i++) {
            firstByNumber.add(millis(byNumber + 1));
            lastByNumber.add(millis(byNumber + last));
        }
        var page = String.format(Locale.ROOT, "page %,d of %d products", last, LIMIT);
        rows.add(row("P5", page + ", by cursor", cursor, first, Goal.atMost(1.2)));
        rows.add(row("", page + ", by `OFFSET`", lastByNumber, firstByNumber, Goal.NONE));
    }

    private static Row row(String id, String what, List<Double> deep, List<Double> first, Goal goal) {
        var ratio = Sample.median(deep) / Sample.median(first);
        var quarters = new ArrayList<Double>();
        var quarter = Math.max(1, deep.size() / 4);
        for (var from = 0; from + quarter <= deep.size(); from += quarter) {
            quarters.add(Sample.median(deep.subList(from, from + quarter))
                    / Sample.median(first.subList(from, from + quarter)));
        }
        var spread = Ratio.of(quarters);
        return new Row(
                id,
                what + ", time",
                "page 1",
                millis(deep),
                millis(first),
                new Ratio(ratio, Math.min(ratio, spread.least()), Math.max(ratio, spread.most())),
                goal);
    }

    private static String millis(List<Double> times) {
        return String.format(Locale.ROOT, "%.1f ms", Sample.median(times));
    }

    /** Goes from page to page as a client does, and sees that no product is left out or comes twice. */
    private String walk(int last) throws IOException, InterruptedException {
        var url = ours;
        var id = 1L;
        for (var page = 1; ; page++) {
            var body = Json.read(get(url));
            for (var product : body.get("data")) {
                if (product.get("id").asLong() != id++) {
                    throw new Failure("Page " + page + " does not go on where the page before has ended.");
                }
            }
            if (page == last) {
                return url;
            }
            url = ours + "&cursor=" + body.get("next_cursor").asText();
        }
    }

    private double millis(String url) throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var unused = get(url);
        return (System.nanoTime() - begun) / 1e6;
    }

    private String get(String url) throws IOException, InterruptedException {
        var response = http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new Failure(url + " answers " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}
