package dev.caravan.integration.delivery;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/**
 * What came of one try.
 *
 * @param status of the response; null where there was none
 * @param failure why there was none, in words for the webhook's owner; null where there was one
 * @param response the beginning of its body
 * @param retryAfterHeader its header {@code Retry-After}
 */
record Attempt(
        @Nullable Integer status,
        @Nullable String failure,
        @Nullable String response,
        @Nullable String retryAfterHeader) {
    private static final int LONGEST_FAILURE = 300;

    static Attempt failed(Exception cause) {
        var failure = failure(cause);
        return new Attempt(null, failure.substring(0, Math.min(failure.length(), LONGEST_FAILURE)), null, null);
    }

    private static String failure(Exception cause) {
        var message = String.valueOf(cause.getMessage());
        return switch (cause) {
            // these two say it themselves
            case PrivateAddressException inside -> message;
            case InterruptedIOException late -> message;
            case UnknownHostException unknown -> "there is no address for this host";
            case ConnectException refused -> "nobody takes connections at this address and port";
            case SSLException insecure -> "no secure connection: " + message;
            case SocketException broken -> "the connection broke off before a response";
            case NoHttpResponseException silent -> "the connection was closed without a response";
            case IOException other -> "no response that is HTTP: " + message;
            default -> message;
        };
    }

    /** A redirection is not followed and not a success: the owner has to change the URL. */
    boolean isDelivered() {
        return status != null && status >= 200 && status < 300;
    }

    /** How long the receiver asks to be left alone (RFC 9110, section 10.2.3); zero where it says nothing that can be understood. */
    Duration retryAfter(Instant now) {
        var header = retryAfterHeader;
        if (header == null) {
            return Duration.ZERO;
        }
        if (header.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(header));
        }
        try {
            var until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
