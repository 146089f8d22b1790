package dev.caravan.local.cli.routes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.terminal.Json;
import dev.caravan.local.cli.terminal.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the routes. */
@Command(
        name = "routes",
        mixinStandardHelpOptions = true,
        description = "Show every route: id, method and path, class, what it sends to.",
        footer = "Placeholders are shown with their defaults, endpoints without their options; --json has them whole.")
public final class RoutesCommand implements Runnable {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(?:env:)?([^:}]+)(?::([^}]*))?}}");

    @Parameters(arity = "0..1", paramLabel = "CONTEXT", description = "Only this context, such as order.")
    private @Nullable String context;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public void run() {
        var all = Json.read(list());
        var contexts = new TreeSet<String>();
        var chosen = new ArrayList<JsonNode>();
        for (var route : all) {
            contexts.add(route.path("context").asText());
            if (context == null || route.path("context").asText().equals(context)) {
                chosen.add(route);
            }
        }
        if (chosen.isEmpty()) {
            throw new Failure(
                    "There is no context \"" + context + "\". The contexts are: " + String.join(" ", contexts) + ".");
        }
        System.out.print(json ? Json.write(chosen) + "\n" : table(chosen));
    }

    private static String table(List<JsonNode> routes) {
        var table = new Table("CONTEXT", "ROUTE", "FROM", "CLASS", "SENDS TO");
        for (var route : routes) {
            var targets = new ArrayList<String>();
            route.path("to").forEach(target -> targets.add(plain(target.asText())));
            var type = route.path("type").asText();
            table.row(
                    route.path("context").asText(),
                    route.path("id").asText(),
                    plain(route.path("from").asText()),
                    type.substring(type.lastIndexOf('.') + 1),
                    targets.isEmpty() ? "-" : String.join(", ", targets));
        }
        return table.toString();
    }

    private static String plain(String endpoint) {
        var resolved =
                PLACEHOLDER.matcher(endpoint).replaceAll(match -> match.group(2) == null ? "$0" : match.group(2));
        var options = resolved.indexOf('?');
        return options < 0 ? resolved : resolved.substring(0, options);
    }

    private static String list() {
        var target = Installation.current().root().resolve("local/routes/target");
        try {
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "@" + target.resolve("jvm.options"),
                    "-cp",
                    Files.readString(target.resolve("classpath")).strip(),
                    "dev.caravan.local.routes.RouteList"));
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new Failure("The routes cannot be read; the reason stands above.");
            }
            return output;
        } catch (IOException e) {
            throw new Failure(
                    "The routes cannot be read: " + e.getMessage() + ". Build them: ./mvnw -DskipTests package", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", e);
        }
    }
}
