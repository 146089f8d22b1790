package dev.caravan.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;

/**
 * Which packages of a module may know which.
 *
 * @param root the package that they are in
 * @param allowed for each package below it, by what follows on the root's name: which others it may know
 */
record Layers(String root, Map<String, Set<String>> allowed) {
    /** Of {@code routes/shared}. */
    static Layers shared(House house) {
        return new Layers(
                house.root() + ".shared",
                Map.of(
                        "problem", Set.of(),
                        "json", Set.of(),
                        "messaging", Set.of(),
                        "validation", Set.of("problem", "json"),
                        "contract", Set.of("problem", "validation"),
                        "statement", Set.of("problem"),
                        "http", Set.of("problem", "json", "contract", "statement"),
                        "paging", Set.of("problem", "json", "contract", "statement", "http"),
                        "outbox", Set.of("messaging", "statement"),
                        "events", Set.of("json", "validation", "http")));
    }

    /** Of {@code services/starter}. */
    static Layers starter(House house) {
        return new Layers(
                house.root() + ".starter",
                Map.ofEntries(
                        Map.entry("security", Set.of()),
                        Map.entry("security.client", Set.of()),
                        Map.entry("sql", Set.of()),
                        Map.entry("messaging", Set.of()),
                        Map.entry("management", Set.of()),
                        Map.entry("observability.logging", Set.of()),
                        Map.entry("observability.tracing", Set.of()),
                        Map.entry("observability.metrics", Set.of("observability.logging")),
                        Map.entry("http", Set.of("observability.tracing")),
                        Map.entry("http.request", Set.of("http", "observability.tracing")),
                        Map.entry("http.response", Set.of("http", "observability.tracing")),
                        Map.entry("http.edge", Set.of("http.response")),
                        Map.entry("client", Set.of("http.response")),
                        Map.entry(
                                "http.server",
                                Set.of(
                                        "http",
                                        "http.request",
                                        "http.response",
                                        "http.edge",
                                        "security",
                                        "observability.metrics",
                                        "observability.tracing"))));
    }

    /** No class knows another package than it may, and none is in a package that is not listed. */
    ArchRule areKept() {
        return classes()
                .that(resideInAPackage(root + ".."))
                .and()
                .doNotHaveSimpleName("package-info")
                .should(new ArchCondition<JavaClass>("know only packages that theirs may know") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        Layers.this.check(type, events);
                    }
                })
                .because("what lies below can be read without what lies above, and no two packages need each other");
    }

    private void check(JavaClass type, ConditionEvents events) {
        var own = name(type);
        var mayKnow = allowed.get(own);
        if (mayKnow == null) {
            events.add(SimpleConditionEvent.violated(
                    type, type.getName() + " is in a package that is not among the layers of " + root));
            return;
        }
        type.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> isInside(dependency.getTargetClass()))
                .filter(dependency -> !name(dependency.getTargetClass()).equals(own))
                .filter(dependency -> !mayKnow.contains(name(dependency.getTargetClass())))
                .forEach(dependency -> events.add(SimpleConditionEvent.violated(
                        type,
                        own + " may not know " + name(dependency.getTargetClass()) + ": "
                                + dependency.getDescription())));
    }

    private boolean isInside(JavaClass type) {
        return (type.getPackageName() + ".").startsWith(root + ".");
    }

    private String name(JavaClass type) {
        return type.getPackageName().equals(root) ? "" : type.getPackageName().substring(root.length() + 1);
    }
}
