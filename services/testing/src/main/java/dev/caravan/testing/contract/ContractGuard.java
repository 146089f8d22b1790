package dev.caravan.testing.contract;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Watches every exchange of a service under test, whoever sends it, and keeps what breaks the contract. */
final class ContractGuard extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient ContractDocument contract;
    private final transient ContractVerdict judge;
    private final transient TestedOperationsFile tested = TestedOperationsFile.ofThisModule();

    ContractGuard(ContractDocument contract) {
        this.contract = contract;
        judge = new ContractVerdict(contract);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Violations.begin();
        try {
            var seenRequest = new RecordedRequest(request);
            var seenResponse = new RecordedResponse(response);
            chain.doFilter(seenRequest, seenResponse);
            judge(seenRequest, seenResponse);
        } finally {
            Violations.end();
        }
    }

    private void judge(RecordedRequest request, RecordedResponse response) {
        if (response.isTooLong()) {
            return;
        }
        var exchanged = new RecordedExchange(
                request.getMethod(),
                request.getRequestURI(),
                query(request.getQueryString()),
                mediaType(request.getContentType()),
                new String(request.seen(), StandardCharsets.UTF_8),
                response.getStatus(),
                headers(response),
                mediaType(response.getContentType()),
                new String(response.seen(), StandardCharsets.UTF_8));
        Violations.add(judge.judge(exchanged));
        var operation = contract.find(exchanged.method(), exchanged.path());
        if (operation != null) {
            tested.add(operation.id(), exchanged.status());
        }
    }

    private static Map<String, String> headers(HttpServletResponse response) {
        var headers = new HashMap<String, String>();
        response.getHeaderNames()
                .forEach(name -> headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(response.getHeader(name))));
        return headers;
    }

    private static Map<String, List<String>> query(@Nullable String query) {
        var parameters = new HashMap<String, List<String>>();
        if (query != null && !query.isEmpty()) {
            for (var pair : query.split("&", -1)) {
                var equals = pair.indexOf('=');
                var name = equals < 0 ? pair : pair.substring(0, equals);
                var value = equals < 0 ? "" : pair.substring(equals + 1);
                try {
                    parameters
                            .computeIfAbsent(decode(name), key -> new ArrayList<>())
                            .add(decode(value));
                } catch (IllegalArgumentException e) {
                    // not decodable: kept as it came, the service has to refuse it
                    parameters.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
                }
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static @Nullable String mediaType(@Nullable String contentType) {
        return contentType == null ? null : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
