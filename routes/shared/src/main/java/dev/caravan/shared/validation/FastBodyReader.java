package dev.caravan.shared.validation;

import org.jspecify.annotations.Nullable;

/**
 * Reads an operation's usual bodies straight from their bytes, where reading them by the contract's schema costs too much.
 *
 * <p>It only ever says yes. Whatever it does not know, wrong or merely unusual, it leaves to {@link BodySchema}, which
 * decides; so both must agree on every body that this one takes.
 */
public interface FastBodyReader {

    /** Id of the operation whose bodies this one reads. */
    String operationId();

    /**
     * Reads a body.
     *
     * @param lines whether it is one JSON document a line, and not one document
     * @return what the route gets as the message's body, or null if somebody else must decide
     */
    @Nullable
    Object read(byte[] body, boolean lines);
}
