package dev.caravan.local.cli.demo;

import dev.caravan.local.cli.http.Gateway.Answer;
import dev.caravan.local.cli.platform.Failure;
import java.util.Map;

/**
 * What the acts do with customers and orders.
 *
 * @param stage what they play with
 */
record Orders(Stage stage) {

    /**
     * Somebody who has registered.
     *
     * @param token the customer's token
     * @param id the customer's id
     */
    record Customer(String token, long id) {}

    /** Registers a customer with the address {@code <subject>@example.com}. */
    Customer register(String name, String subject) {
        var token = stage.tokens().token(subject);
        var response = stage.gateway()
                .post("/customers", Map.of("name", name, "email", subject + "@example.com"))
                .as(token)
                .send();
        expect(201, response);
        return new Customer(token, response.json().path("id").asLong());
    }

    /** Places an order. */
    Answer place(Customer buyer, Map<String, Object> body, String key) {
        return stage.gateway()
                .post("/orders", body)
                .as(buyer.token())
                .with("Idempotency-Key", key)
                .send();
    }

    /** Changes an order, such as its status. */
    Answer move(long order, Map<String, Object> change, String token) {
        var path = "/orders/" + order;
        var etag = stage.gateway().get(path).as(token).send().etag().orElse("");
        return stage.gateway()
                .patch(path, change)
                .as(token)
                .with("If-Match", etag)
                .send();
    }

    /**
     * Goes on only with this status.
     *
     * @throws Failure with what came instead
     */
    static void expect(int status, Answer response) {
        if (response.status() != status) {
            throw new Failure("The demo does not hold: expected status " + status + ", found " + response.status() + " "
                    + response.body());
        }
    }
}
