package dev.caravan.local.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param finished when, RFC 3339
 * @param passed whether all thresholds held
 * @param requests how many there were
 * @param perSecond requests a second
 * @param load the scales of duration and rate: runs with others are no comparison
 * @param endpoints by name
 */
record RunResults(
        String finished,
        boolean passed,
        long requests,
        double perSecond,
        String load,
        Map<String, EndpointResults> endpoints) {

    /**
     * What an endpoint came to.
     *
     * @param p95 in milliseconds
     * @param errorRate share of failed requests
     */
    record EndpointResults(double p95, double errorRate) {}

    static RunResults of(JsonNode json) {
        var endpoints = new LinkedHashMap<String, EndpointResults>();
        json.path("endpoints")
                .properties()
                .forEach(entry -> endpoints.put(
                        entry.getKey(),
                        new EndpointResults(
                                entry.getValue().path("p(95)").asDouble(),
                                entry.getValue().path("error_rate").asDouble())));
        return new RunResults(
                json.path("finished").asText(),
                json.path("passed").asBoolean(),
                json.path("requests").asLong(),
                json.path("requests_per_second").asDouble(),
                json.path("duration_scale").asText() + " "
                        + json.path("rate_scale").asText() + " "
                        + json.path("gateway").asText(),
                endpoints);
    }
}
