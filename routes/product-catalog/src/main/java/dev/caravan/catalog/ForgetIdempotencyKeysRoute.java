package dev.caravan.catalog;

import dev.caravan.edge.ForgetIdempotencyKeys;
import org.springframework.stereotype.Component;

/** Forgets which products were created under which key, a day later. */
@Component
final class ForgetIdempotencyKeysRoute extends ForgetIdempotencyKeys {
    ForgetIdempotencyKeysRoute() {
        super("catalog");
    }
}
