package dev.caravan.testing.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The two tables of {@code docs/reference/storefront-api.md} that say what is said of each kind of refusal. A service says
 * nothing else.
 */
final class Sentences {
    private static final String REFERENCE = "docs/reference/storefront-api.md";
    private static final String BEGIN = "### What `detail` says";
    private static final Pattern ROW = Pattern.compile("\\| `([a-z_]+)` \\| (.+) \\|");
    private static final String ANYTHING = "…";

    private final Map<String, List<Pattern>> ofProblems = new HashMap<>();
    private final Map<String, List<Pattern>> ofFields = new HashMap<>();

    private Sentences() {}

    /** Those of the checkout that is being built. */
    static Sentences ofTheReference() {
        var sentences = new Sentences();
        var table = sentences.ofProblems;
        for (var line : section()) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                table.computeIfAbsent(row.group(1), code -> new ArrayList<>()).addAll(patterns(row.group(2)));
            } else if (line.startsWith("And of each entry")) {
                table = sentences.ofFields;
            }
        }
        if (sentences.ofProblems.isEmpty() || sentences.ofFields.isEmpty()) {
            throw new IllegalStateException(REFERENCE + " has no tables under \"" + BEGIN + "\"");
        }
        sentences.ofFields.put("malformed_json", ofNoJson(sentences.ofProblems));
        return sentences;
    }

    /** What a problem document says that stands in no table. */
    List<String> unknown(JsonNode document) {
        var unknown = new ArrayList<String>();
        if (document.path("status").isInt() && document.path("code").isTextual()) {
            check(ofProblems, document, unknown);
        }
        fields(document, unknown);
        return unknown;
    }

    private void fields(JsonNode node, List<String> unknown) {
        if (node.path("pointer").isTextual() && node.path("code").isTextual()) {
            check(ofFields, node, unknown);
        }
        node.forEach(child -> fields(child, unknown));
    }

    private static void check(Map<String, List<Pattern>> table, JsonNode said, List<String> unknown) {
        var code = said.path("code").asText();
        var detail = said.path("detail").asText();
        if (table.getOrDefault(code, List.of()).stream()
                .noneMatch(sentence -> sentence.matcher(detail).matches())) {
            unknown.add("says of " + code + " what " + REFERENCE + " does not: " + detail);
        }
    }

    private static List<Pattern> patterns(String cell) {
        return Stream.of(cell.split("<br>")).map(Sentences::pattern).toList();
    }

    private static Pattern pattern(String sentence) {
        var regex = new StringBuilder();
        for (var part : sentence.splitWithDelimiters(ANYTHING, 0)) {
            regex.append(part.equals(ANYTHING) ? ".+" : Pattern.quote(part));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** A line of a batch that is no JSON has the words of a body that is none. */
    private static List<Pattern> ofNoJson(Map<String, List<Pattern>> ofProblems) {
        var ofBody = Objects.requireNonNull(ofProblems.get("malformed_json"));
        return ofBody.stream()
                .map(sentence ->
                        sentence.pattern().replaceFirst("The body ", "").replaceFirst("\\.\\\\E$", "\\\\E"))
                .map(Pattern::compile)
                .toList();
    }

    private static List<String> section() {
        try (var lines = Files.lines(reference())) {
            return lines.dropWhile(line -> !line.equals(BEGIN))
                    .skip(1)
                    .takeWhile(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path reference() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(REFERENCE))) {
                return folder.resolve(REFERENCE);
            }
        }
        throw new IllegalStateException(
                "There is no " + REFERENCE + " above " + Path.of("").toAbsolutePath());
    }
}
