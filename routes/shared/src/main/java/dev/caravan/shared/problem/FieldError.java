package dev.caravan.shared.problem;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer JSON pointer (RFC 6901) into the body, or {@code query/name}, {@code path/name}, {@code header/name}
 * @param code stable identifier for programs, snake_case
 * @param detail what was expected, in words
 */
public record FieldError(String pointer, String code, String detail) {}
