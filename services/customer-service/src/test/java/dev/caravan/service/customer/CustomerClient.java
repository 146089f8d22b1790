package dev.caravan.service.customer;

import dev.caravan.testing.client.ClientResponse;
import dev.caravan.testing.client.ServiceClient;

/** Speaks to the customer service as one caller. */
record CustomerClient(int port, String token) {
    ClientResponse register(String body) {
        return send("POST", "/customers", body, "Content-Type", "application/json");
    }

    ClientResponse replace(long id, String body, String ifMatch) {
        return send("PUT", "/customers/" + id, body, "Content-Type", "application/json", "If-Match", ifMatch);
    }

    ClientResponse register(String key, String body) {
        return send("POST", "/customers", body, "Content-Type", "application/json", "Idempotency-Key", key);
    }

    ClientResponse patch(long id, String body, String ifMatch) {
        return send(
                "PATCH", "/customers/" + id, body, "Content-Type", "application/merge-patch+json", "If-Match", ifMatch);
    }

    ClientResponse erase(long id, String ifMatch) {
        return send("DELETE", "/customers/" + id, "", "If-Match", ifMatch);
    }

    ClientResponse get(String path) {
        return send("GET", path, "");
    }

    ClientResponse send(String method, String path, String body, String... headers) {
        return new ServiceClient(port, token).send(method, path, body, headers);
    }
}
