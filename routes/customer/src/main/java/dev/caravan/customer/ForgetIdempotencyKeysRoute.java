package dev.caravan.customer;

import dev.caravan.edge.ForgetIdempotencyKeys;
import org.springframework.stereotype.Component;

/** Forgets which customers were created under which key, a day later. */
@Component
final class ForgetIdempotencyKeysRoute extends ForgetIdempotencyKeys {
    ForgetIdempotencyKeysRoute() {
        super("customer");
    }
}
