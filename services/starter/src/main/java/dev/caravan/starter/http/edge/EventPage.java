package dev.caravan.starter.http.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** The contract of events as a page for people: what is in each topic, under which key, who writes and who reads it. */
final class EventPage {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{title}</title>
              <link rel="icon" type="image/png" href="favicon-32x32.png">
              <style>
                body { font: 16px/1.5 sans-serif; color: #3b4151; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
                pre { background: #f4f4f4; padding: 1rem; overflow: auto; font-size: 14px }
                code { background: #f4f4f4 }
                h2 { margin-top: 3rem }
              </style>
            </head>
            <body>
              <h1>{title}</h1>
              {description}
              <p>For machines: <a href="../asyncapi.yaml">asyncapi.yaml</a>, <a href="../asyncapi.json">asyncapi.json</a>.
              The HTTP interface is described in <a href="../docs">its own reference</a>.</p>
              {channels}
            </body>
            </html>
            """;

    private final ObjectNode document;

    private EventPage(ObjectNode document) {
        this.document = document;
    }

    /** The page. */
    static String of(ObjectNode document) {
        return new EventPage(document).html();
    }

    private String html() {
        var info = document.path("info");
        return PAGE.replace("{title}", text(info.path("title")))
                .replace("{description}", paragraphs(info.path("description")))
                .replace("{channels}", each(document.path("channels"), this::channel));
    }

    private String channel(JsonNode channel) {
        var address = text(channel.path("address"));
        return "<h2 id=\"" + address + "\"><code>" + address + "</code></h2>"
                + paragraphs(channel.path("description"))
                + "<ul>" + operations(channel) + "</ul>"
                + each(channel.path("messages"), message -> message(resolved(message)));
    }

    /** The operations of a channel by what they say of themselves. */
    private String operations(JsonNode channel) {
        return each(
                document.path("operations"),
                operation -> resolved(operation.path("channel")).equals(channel)
                        ? "<li>" + marked(operation.path("summary")) + "</li>"
                        : "");
    }

    private String message(JsonNode message) {
        var payload = resolved(message.path("payload"));
        var key = resolved(message.at("/bindings/kafka/key"));
        var headers = resolved(message.path("headers"));
        return "<h3>" + text(message.path("title")) + "</h3>"
                + paragraphs(message.path("summary"))
                + (key.isMissingNode() ? "" : "<p>Key: " + marked(key.path("description")) + "</p>")
                + example(payload)
                + details("Schema of the value", payload)
                + details("Schema of the headers", headers);
    }

    private static String example(JsonNode payload) {
        var example = payload.at("/examples/0");
        return example.isMissingNode() ? "" : "<p>An example:</p><pre>" + escaped(example.toPrettyString()) + "</pre>";
    }

    private static String details(String what, JsonNode schema) {
        return schema.isMissingNode()
                ? ""
                : "<details><summary>" + what + "</summary><pre>" + escaped(schema.toPrettyString())
                        + "</pre></details>";
    }

    private JsonNode resolved(JsonNode node) {
        var reference = node.path("$ref");
        return reference.isMissingNode()
                ? node
                : resolved(document.at(reference.asText().substring(1)));
    }

    private static String each(JsonNode nodes, Function<JsonNode, String> html) {
        return StreamSupport.stream(nodes.spliterator(), false).map(html).collect(Collectors.joining("\n"));
    }

    private static String paragraphs(JsonNode markdown) {
        var text = marked(markdown.asText().strip());
        return text.isEmpty() ? "" : "<p>" + text.replace("\n\n", "</p><p>") + "</p>";
    }

    private static String marked(JsonNode markdown) {
        return marked(markdown.asText());
    }

    /** The two marks that the contract uses: code and what is strong. */
    private static String marked(String markdown) {
        return tagged(tagged(escaped(markdown), "`", "code"), "**", "strong");
    }

    /** Every second piece between two marks is what the marks mean. */
    private static String tagged(String text, String mark, String tag) {
        var pieces = List.of(text.split(Pattern.quote(mark), -1));
        return IntStream.range(0, pieces.size())
                .mapToObj(i -> i % 2 == 0 ? pieces.get(i) : "<" + tag + ">" + pieces.get(i) + "</" + tag + ">")
                .collect(Collectors.joining());
    }

    private static String text(JsonNode node) {
        return escaped(node.asText());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
