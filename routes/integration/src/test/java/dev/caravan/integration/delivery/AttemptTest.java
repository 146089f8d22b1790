package dev.caravan.integration.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Why there was no response, in words for somebody who sees the receiver only. */
final class AttemptTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new UnknownHostException("4294967296"), "there is no address for this host"),
                Arguments.of(
                        new PrivateAddressException("inside.example"),
                        "inside.example leads to an address that is not in the public internet"),
                Arguments.of(
                        new ConnectException("Connection refused"),
                        "nobody takes connections at this address and port"),
                Arguments.of(
                        new SSLHandshakeException("certificate expired"), "no secure connection: certificate expired"),
                Arguments.of(new SocketException("Connection reset"), "the connection broke off before a response"),
                Arguments.of(
                        new NoHttpResponseException("localhost:3000 failed to respond"),
                        "the connection was closed without a response"),
                Arguments.of(new InterruptedIOException("no response within 10 s"), "no response within 10 s"),
                Arguments.of(
                        new IOException("Negative content length: -5"),
                        "no response that is HTTP: Negative content length: -5"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhyThereWasNoResponse(Exception cause, String words) {
        assertThat(Attempt.failed(cause).failure()).isEqualTo(words);
    }
}
