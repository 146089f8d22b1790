package dev.caravan.testing.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import dev.caravan.testing.contract.ContractDocument.Described;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says where an exchange and the contract differ. */
final class ContractVerdict {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final String PROBLEM = "application/problem+json";

    private static final Sentences SENTENCES = Sentences.ofTheReference();

    private final ContractDocument contract;

    ContractVerdict(ContractDocument contract) {
        this.contract = contract;
    }

    /** What is wrong with an exchange; empty where nothing is. */
    List<String> judge(RecordedExchange exchanged) {
        var violations = new ArrayList<String>();
        var operation = contract.find(exchanged.method(), exchanged.path());
        if (operation == null) {
            judgeUnknown(exchanged, violations);
        } else {
            if (exchanged.succeeded()) {
                judgeAcceptedRequest(operation, exchanged, violations);
            }
            judgeResponse(operation, exchanged, violations);
        }
        judgeSentences(exchanged, violations);
        return violations.stream()
                .map(violation -> exchanged.describe() + ": " + violation)
                .toList();
    }

    private void judgeUnknown(RecordedExchange exchanged, List<String> violations) {
        if (exchanged.status() >= 400 && !exchanged.method().equals("HEAD")) {
            judgeProblem(exchanged, violations);
        }
    }

    /** What was answered with success must have been a request that the contract allows. */
    private void judgeAcceptedRequest(Described operation, RecordedExchange exchanged, List<String> violations) {
        var known = contract.parameters(operation, "query");
        for (var sent : exchanged.query().entrySet()) {
            var parameter = known.stream()
                    .filter(candidate -> candidate.path("name").asText().equals(sent.getKey()))
                    .findFirst();
            if (parameter.isEmpty()) {
                violations.add("accepted the undocumented query parameter " + sent.getKey());
                continue;
            }
            var stated = contract.resolve(parameter.get().path("schema"));
            var most = stated.has("items") ? stated.path("maxItems").asInt(Integer.MAX_VALUE) : 1;
            if (sent.getValue().size() > most) {
                violations.add("accepted query parameter " + sent.getKey() + " more than " + most + " times");
            }
            var schema = stated.has("items") ? contract.resolve(stated.path("items")) : stated;
            sent.getValue()
                    .forEach(value -> judgeValue(
                            "accepted query parameter " + sent.getKey(),
                            contract.schema(schema),
                            typed(schema, value),
                            violations));
        }
        for (var parameter : known) {
            if (parameter.path("required").asBoolean()
                    && !exchanged.query().containsKey(parameter.path("name").asText())) {
                violations.add(
                        "accepted a request without " + parameter.path("name").asText());
            }
        }
        judgeAcceptedBody(operation, exchanged, violations);
    }

    private void judgeAcceptedBody(Described operation, RecordedExchange exchanged, List<String> violations) {
        var body = contract.resolve(operation.node().path("requestBody"));
        if (exchanged.request().isEmpty()) {
            if (body.path("required").asBoolean()) {
                violations.add("accepted a request without a body");
            }
            return;
        }
        var type = exchanged.requestType();
        var content = body.path("content").path(type == null ? "" : type);
        if (content.isMissingNode()) {
            violations.add("accepted a body of type " + type);
            return;
        }
        var itemsFailAlone = operation.node().path("x-items-fail-alone").asBoolean();
        if (type != null && type.endsWith("json") && !type.contains("ndjson") && !itemsFailAlone) {
            judgeJson("accepted body", contract.schema(content.path("schema")), exchanged.request(), violations);
        }
    }

    private void judgeResponse(Described operation, RecordedExchange exchanged, List<String> violations) {
        var responses = operation.node().path("responses");
        var described = responses.path(Integer.toString(exchanged.status()));
        if (described.isMissingNode()) {
            violations.add("the contract of " + operation.id() + " does not list this status: "
                    + exchanged.response().lines().findFirst().orElse(""));
            return;
        }
        var response = contract.resolve(described);
        judgeHeaders(response.path("headers"), exchanged, violations);
        if (exchanged.method().equals("HEAD")) {
            return;
        }
        if (exchanged.status() >= 400) {
            judgeProblem(exchanged, violations);
        }
        judgeContent(response.path("content"), exchanged, violations);
    }

    private void judgeContent(JsonNode content, RecordedExchange exchanged, List<String> violations) {
        if (content.isEmpty()) {
            if (!exchanged.response().isEmpty()) {
                violations.add("has a body that the contract does not know");
            }
            return;
        }
        var type = exchanged.responseType();
        var media = content.path(type == null ? "" : type);
        if (media.isMissingNode()) {
            violations.add("is of type " + type);
        } else if (type != null && type.endsWith("json")) {
            var schema = media.path("schema");
            judgeJson(
                    "body",
                    exchanged.succeeded() ? contract.closedSchema(schema) : contract.schema(schema),
                    exchanged.response(),
                    violations);
        }
    }

    private void judgeHeaders(JsonNode headers, RecordedExchange exchanged, List<String> violations) {
        headers.properties().forEach(entry -> {
            var header = contract.resolve(entry.getValue());
            var value = exchanged.headers().get(entry.getKey().toLowerCase(Locale.ROOT));
            if (value == null) {
                if (header.path("required").asBoolean()) {
                    violations.add("lacks the header " + entry.getKey());
                }
                return;
            }
            var schema = contract.resolve(header.path("schema"));
            judgeValue("header " + entry.getKey(), contract.schema(schema), typed(schema, value), violations);
        });
    }

    private void judgeProblem(RecordedExchange exchanged, List<String> violations) {
        if (!PROBLEM.equals(exchanged.responseType())) {
            violations.add("an error of type " + exchanged.responseType());
            return;
        }
        judgeJson(
                "problem", contract.schema(contract.component("schemas", "Problem")), exchanged.response(), violations);
    }

    /** What is refused in words that the reference has; also an item of a batch that fails alone. */
    private static void judgeSentences(RecordedExchange exchanged, List<String> violations) {
        var type = exchanged.responseType();
        if (type != null && type.endsWith("json") && !exchanged.method().equals("HEAD")) {
            try {
                violations.addAll(SENTENCES.unknown(JSON.readTree(exchanged.response())));
            } catch (JsonProcessingException e) {
                violations.add("the response is no JSON: " + e.getOriginalMessage());
            }
        }
    }

    private static void judgeJson(String what, JsonSchema schema, String text, List<String> violations) {
        try {
            judgeValue(what, schema, JSON.readTree(text), violations);
        } catch (JsonProcessingException e) {
            violations.add(what + " is no JSON: " + e.getOriginalMessage());
        }
    }

    private static void judgeValue(String what, JsonSchema schema, JsonNode value, List<String> violations) {
        schema.validate(value).forEach(message -> violations.add(what + ": " + message.getMessage()));
    }

    private static JsonNode typed(JsonNode schema, String text) {
        return switch (schema.path("type").asText("string")) {
            case "integer", "number", "boolean" -> parsed(text);
            default -> JsonNodeFactory.instance.textNode(text);
        };
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }
}
