package dev.caravan.local.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** The list of commands in the help, in groups. */
final class CommandGroups implements IHelpSectionRenderer {

    private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("See it work", List.of("demo", "outages", "test"));
        GROUPS.put("The platform", List.of("up", "down", "status", "env", "logs"));
        GROUPS.put("One part", List.of("start", "stop", "restart", "kill"));
        GROUPS.put("As its users", List.of("token", "feed", "events", "analytics", "listen", "mail"));
        GROUPS.put("As its engineers", List.of("routes", "bench"));
        GROUPS.put("As its operators", List.of("reconcile", "dlq", "load", "cloud", "cluster"));
    }

    @Override
    public String render(Help help) {
        var text = new StringBuilder();
        GROUPS.forEach((title, names) -> {
            text.append('\n').append(title).append('\n');
            for (var name : names) {
                var command = help.subcommands().get(name);
                if (command != null) {
                    var usage = command.commandSpec().usageMessage();
                    var description = usage.description().length == 0 ? "" : usage.description()[0];
                    text.append(String.format("  %-10s %s%n", name, description));
                }
            }
        });
        text.append(String.format("%n  %-10s %s%n", "help", "Explain a command: ./caravan help COMMAND"));
        return text.toString();
    }
}
