package dev.caravan.rules.regex;

import dev.caravan.text.EcmaPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The regular expressions that the text of clients can meet: those of every module but tools, and those of the contracts. */
public final class ClientText {

    /** Programs of those who build and operate the platform: no client's text reaches them. */
    private static final Set<String> TOOLS = Set.of(
            "bench",
            "services/rules",
            "services/testing",
            "local/cli",
            "local/cluster",
            "local/testing",
            "local/routes");

    /** Where a pattern comes from a contract, which is judged itself. */
    private static final Set<String> FROM_CONTRACT = Set.of("EcmaPattern.java");

    private static final Pattern IN_CONTRACT = Pattern.compile("\"?pattern\"?: *+([\"'])(.*)\\1");

    private ClientText() {}

    /** What is wrong with the regular expressions of a checkout, one line each. */
    public static List<String> objections(Path root) throws IOException {
        var objections = new ArrayList<String>();
        for (var found : SourcePatterns.in(sources(root))) {
            var regex = found.regex();
            var file = root.relativize(found.file());
            if (regex == null) {
                if (!FROM_CONTRACT.contains(String.valueOf(file.getFileName()))) {
                    objections.add(file + ": a pattern is put together when the program runs");
                }
                continue;
            }
            for (var objection : RegexCost.objections(regex, found.flags(), found.searched())) {
                objections.add(file + ": " + regex + ": " + objection);
            }
        }
        for (var contract : files(root.resolve("contracts"), ".yaml", ".json")) {
            for (var line : Files.readAllLines(contract)) {
                var match = IN_CONTRACT.matcher(line);
                if (match.find()) {
                    var regex = match.group(1).equals("'")
                            ? match.group(2).replace("''", "'")
                            : match.group(2).replace("\\\\", "\\");
                    // as it is matched: contracts are written for ECMA-262
                    var matched = EcmaPattern.compile(regex).pattern();
                    for (var objection : RegexCost.objections(matched, 0, true)) {
                        objections.add(root.relativize(contract) + ": " + regex + ": " + objection);
                    }
                }
            }
        }
        return objections;
    }

    /** The sources of all modules but tools. */
    static List<Path> sources(Path root) throws IOException {
        return files(root, ".java").stream()
                .filter(file -> {
                    var path = root.relativize(file).toString().replace('\\', '/');
                    return path.contains("/src/main/java/")
                            && TOOLS.stream().noneMatch(tool -> path.startsWith(tool + "/"));
                })
                .toList();
    }

    private static List<Path> files(Path folder, String... suffixes) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> Stream.of(suffixes).anyMatch(file.toString()::endsWith))
                    .filter(file -> !file.toString().contains("/target/"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }
}
