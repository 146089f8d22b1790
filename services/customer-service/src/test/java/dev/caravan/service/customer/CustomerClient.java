package dev.caravan.service.customer;

import dev.caravan.testing.Answer;
import dev.caravan.testing.ServiceClient;

/** Speaks to the customer service as one caller. */
record CustomerClient(int port, String token) {
    Answer register(String body) {
        return send("POST", "/customers", body, "Content-Type", "application/json");
    }

    Answer replace(long id, String body, String ifMatch) {
        return send("PUT", "/customers/" + id, body, "Content-Type", "application/json", "If-Match", ifMatch);
    }

    Answer register(String key, String body) {
        return send("POST", "/customers", body, "Content-Type", "application/json", "Idempotency-Key", key);
    }

    Answer patch(long id, String body, String ifMatch) {
        return send(
                "PATCH", "/customers/" + id, body, "Content-Type", "application/merge-patch+json", "If-Match", ifMatch);
    }

    Answer erase(long id, String ifMatch) {
        return send("DELETE", "/customers/" + id, "", "If-Match", ifMatch);
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer send(String method, String path, String body, String... headers) {
        return new ServiceClient(port, token).send(method, path, body, headers);
    }
}
