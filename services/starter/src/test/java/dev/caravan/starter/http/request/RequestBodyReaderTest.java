package dev.caravan.starter.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.caravan.shared.contract.Contract;
import dev.caravan.shared.problem.ProblemException;
import dev.caravan.shared.validation.FastBodyReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

final class RequestBodyReaderTest {
    private static final String USUAL = "{\"name\":\"usual\"}";

    private final Contract contract = Contract.load("openapi/things.yaml");

    @Test
    void routeGetsWhatAQuickReaderTakes() {
        assertThat(read(new Usual("createThing"), USUAL)).isEqualTo("taken quickly");
    }

    @Test
    void contractDecidesOnWhatAQuickReaderLeaves() {
        assertThat(read(new Usual("createThing"), "{\"name\":\"other\"}")).isEqualTo(Map.of("name", "other"));
        var refused =
                catchThrowableOfType(ProblemException.class, () -> read(new Usual("createThing"), "{\"name\":1}"));
        assertThat(refused.problem().status()).isEqualTo(422);
    }

    @Test
    void quickReaderSeesNoOtherOperation() {
        assertThat(read(new Usual("writeLong"), USUAL)).isEqualTo(Map.of("name", "usual"));
    }

    @Test
    void quickReaderSeesNothingThatIsTooLong() {
        var refused = catchThrowableOfType(
                ProblemException.class, () -> read(new Usual("createThing"), USUAL + " ".repeat(64)));
        assertThat(refused.problem().status()).isEqualTo(413);
    }

    private @Nullable Object read(FastBodyReader quick, String body) {
        var operation = Objects.requireNonNull(contract.operations().get("createThing"));
        var request = new MockHttpServletRequest("POST", "/things");
        request.setContentType("application/json");
        request.setContent(body.getBytes(StandardCharsets.UTF_8));
        var exchange = new DefaultExchange(new DefaultCamelContext());
        new RequestBodyReader(List.of(quick))
                .read(
                        request,
                        operation,
                        Objects.requireNonNull(operation.body()),
                        new BodyMemory(1024).share(),
                        exchange);
        return exchange.getMessage().getBody();
    }

    /** Takes one body only. */
    private record Usual(String operationId) implements FastBodyReader {
        @Override
        public @Nullable Object read(byte[] body, boolean lines) {
            return new String(body, StandardCharsets.UTF_8).startsWith(USUAL) ? "taken quickly" : null;
        }
    }
}
