package dev.caravan.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Routes and their statements match. */
final class StatementRules {
    private static final Pattern SQL = Pattern.compile("sql:(?://)?(?<what>[^?]*)(?<options>\\?.*)?");
    private static final String FROM_FILE = "classpath:";

    private StatementRules() {}

    /** What is wrong between these routes and these files, in words. */
    static List<String> mistakes(RouteModel model, List<Statement> files) {
        var existing = files.stream().map(Statement::path).collect(Collectors.toSet());
        var used = new HashSet<String>();
        var mistakes = new ArrayList<String>();
        model.targets().filter(target -> target.uri().startsWith("sql:")).forEach(target -> {
            var uri = SQL.matcher(target.uri());
            if (!uri.matches() || !uri.group("what").startsWith(FROM_FILE)) {
                mistakes.add(where(target) + " has its statement in the endpoint: move it to sql/<context>/<name>.sql");
                return;
            }
            var path = uri.group("what").substring(FROM_FILE.length());
            used.add(path);
            mistakes.addAll(callMistakes(target, path, options(uri.group("options")), existing));
        });
        for (var file : files) {
            mistakes.addAll(file.mistakes());
            if (!used.contains(file.path())) {
                mistakes.add(file.path() + " is used by no route: delete it, or send to sql:classpath:" + file.path());
            }
        }
        return mistakes;
    }

    private static List<String> callMistakes(
            RouteModel.Target target, String path, String options, Set<String> existing) {
        if (!existing.contains(path)) {
            return List.of(where(target) + " sends to " + path + ", which does not exist");
        }
        return options.contains("parametersCount=")
                ? List.of(where(target) + " says parametersCount: leave it out, the parameters of " + path
                        + " are counted when the endpoint is made")
                : List.of();
    }

    private static String options(@Nullable String options) {
        return options == null ? "" : options;
    }

    private static String where(RouteModel.Target target) {
        return target.builder().getName() + " (route " + target.routeId() + ")";
    }
}
