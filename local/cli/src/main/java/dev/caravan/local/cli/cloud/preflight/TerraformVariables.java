package dev.caravan.local.cli.cloud.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The values of a {@code terraform.tfvars}: strings, numbers, booleans and lists of strings, which is all that ours have.
 *
 * @param values by name; one element each but for lists
 */
public record TerraformVariables(Map<String, List<String>> values) {

    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?m)^\\s*(\\w+)\\s*=\\s*(\\[[^\\]]*\\]|\"[^\"]*\"|[\\w.-]+)");
    private static final Pattern STRING = Pattern.compile("\"([^\"]*)\"");

    /** Reads a file; no values if there is none. */
    public static TerraformVariables read(Path file) throws IOException {
        return Files.exists(file) ? parse(Files.readString(file)) : new TerraformVariables(Map.of());
    }

    static TerraformVariables parse(String text) {
        var values = new HashMap<String, List<String>>();
        var found = ASSIGNMENT.matcher(text);
        while (found.find()) {
            var value = found.group(2);
            values.put(
                    found.group(1),
                    value.startsWith("\"") || value.startsWith("[")
                            ? STRING.matcher(value)
                                    .results()
                                    .map(string -> string.group(1))
                                    .toList()
                            : List.of(value));
        }
        return new TerraformVariables(Map.copyOf(values));
    }

    /** All values of a name. */
    List<String> list(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The one value of a name; empty if there is none. */
    public String text(String name) {
        return list(name).isEmpty() ? "" : list(name).getFirst();
    }
}
