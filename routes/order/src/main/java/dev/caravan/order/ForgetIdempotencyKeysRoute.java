package dev.caravan.order;

import dev.caravan.edge.ForgetIdempotencyKeys;
import org.springframework.stereotype.Component;

/** Forgets which orders were placed under which key, a day later. */
@Component
final class ForgetIdempotencyKeysRoute extends ForgetIdempotencyKeys {
    ForgetIdempotencyKeysRoute() {
        super("orders");
    }
}
