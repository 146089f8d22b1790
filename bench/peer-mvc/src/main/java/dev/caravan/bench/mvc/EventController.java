package dev.caravan.bench.mvc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.validation.Valid;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes in events; answers when the broker has them. */
@RestController
class EventController {
    private static final long MAX_BYTES = 262_144;
    private static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    private final KafkaTemplate<String, String> kafka;
    private final ObjectMapper json;
    private final String topic;

    EventController(KafkaTemplate<String, String> kafka, ObjectMapper json, @Value("${peer.topic}") String topic) {
        this.kafka = kafka;
        this.json = json;
        this.topic = topic;
    }

    /** One event. */
    @PostMapping("/event")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, String> record(
            @RequestBody @Valid Event sent,
            @RequestHeader(HttpHeaders.CONTENT_LENGTH) long length,
            @RequestAttribute(RequestChecks.TRACEPARENT) String traceparent)
            throws JsonProcessingException, InterruptedException {
        if (length > MAX_BYTES) {
            throw new ApiProblem(413, "body_too_large", "The body may have at most " + MAX_BYTES + " bytes.");
        }
        var now = Instant.now();
        var event = sent.complete(now);
        checkTime(Objects.requireNonNull(event.timestamp()), now);
        var id = Objects.requireNonNull(event.eventId());
        var message = new ProducerRecord<>(topic, event.productId(), json.writeValueAsString(event));
        message.headers()
                .add("event_id", id.getBytes(StandardCharsets.UTF_8))
                .add("traceparent", traceparent.getBytes(StandardCharsets.UTF_8))
                .add("content-type", "application/json".getBytes(StandardCharsets.UTF_8));
        try {
            kafka.send(message).get(2, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new ApiProblem(503, "broker_unavailable", "The events could not be stored.");
        }
        return Map.of("event_id", id);
    }

    private static void checkTime(String timestamp, Instant now) {
        try {
            if (OffsetDateTime.parse(timestamp).toInstant().isAfter(now.plus(MAX_AHEAD))) {
                throw new ApiProblem(422, "validation_failed", "timestamp is more than 5 minutes ahead of now");
            }
        } catch (DateTimeParseException e) {
            throw new ApiProblem(422, "validation_failed", "timestamp must be a time (RFC 3339)");
        }
    }
}
