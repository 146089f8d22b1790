package dev.caravan.service.order;

import dev.caravan.testing.client.ClientResponse;
import dev.caravan.testing.client.ServiceClient;
import java.util.UUID;

/** Speaks to the order service as one caller. */
public record OrderClient(int port, String token) {
    public ClientResponse place(String body) {
        return place(UUID.randomUUID().toString(), body);
    }

    public ClientResponse place(String key, String body) {
        return send("POST", "/orders", body, "Idempotency-Key", key, "Content-Type", "application/json");
    }

    public ClientResponse order(long customer, long product, int quantity) {
        return place("{\"customer_id\":%d,\"items\":[{\"product_id\":%d,\"quantity\":%d}]}"
                .formatted(customer, product, quantity));
    }

    public ClientResponse get(String path) {
        return send("GET", path, "");
    }

    public ClientResponse move(long order, String status) {
        return move(order, status, "*");
    }

    public ClientResponse move(long order, String status, String ifMatch) {
        return patch(order, "{\"status\":\"" + status + "\"}", ifMatch);
    }

    public ClientResponse patch(long order, String change, String ifMatch) {
        return send(
                "PATCH",
                "/orders/" + order,
                change,
                "Content-Type",
                "application/merge-patch+json",
                "If-Match",
                ifMatch);
    }

    public ClientResponse send(String method, String path, String body, String... headers) {
        return new ServiceClient(port, token).send(method, path, body, headers);
    }
}
