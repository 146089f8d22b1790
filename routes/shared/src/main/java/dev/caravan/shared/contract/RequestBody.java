package dev.caravan.shared.contract;

import dev.caravan.shared.validation.BodySchema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operation accepts as its request body.
 *
 * @param required whether a request without a body is refused
 * @param maxBytes a longer body is refused with 413
 * @param schemas the JSON schema for each accepted media type; a null schema hands the bytes over unread
 */
public record RequestBody(boolean required, long maxBytes, Map<String, @Nullable BodySchema> schemas) {}
