package dev.caravan.local.cli.demo;

import dev.caravan.local.cli.platform.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the gateway says about windows.
 *
 * @param stage the stage
 */
record Analytics(Stage stage) {

    /** Reads until it equals what is expected, or patience ends; what was read last is returned. */
    Map<String, Long> await(Map<String, Long> expected, Duration patience) {
        var found = new TreeMap<String, Long>();
        var unused = stage.await(patience, () -> {
            found.clear();
            found.putAll(read(expected));
            return found.equals(expected);
        });
        return found;
    }

    /** The windows of the products in {@code like}, as far as they are among its windows. */
    Map<String, Long> read(Map<String, Long> like) {
        var token = stage.tokens().token("analyst", "analytics:read");
        var products = new TreeSet<String>();
        like.keySet().forEach(window -> products.add(window.substring(0, window.indexOf('|'))));
        var found = new TreeMap<String, Long>();
        for (var product : products) {
            var answer = stage.gateway()
                    .get("/analytics/" + product + "?limit=100")
                    .as(token)
                    .send();
            if (answer.status() != 200) {
                throw new Failure(
                        "The demo does not hold: GET /analytics answered " + answer.status() + " " + answer.body());
            }
            answer.json().path("data").forEach(window -> Counts.put(found, window));
        }
        found.keySet().retainAll(like.keySet());
        return found;
    }
}
