package dev.caravan.rules;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Words for what ArchUnit has no words for. */
final class HouseConditions {
    private static final String SPRING = "org.springframework.";
    private static final Set<String> CONFIGURES = Set.of(
            "org.springframework.boot.autoconfigure.SpringBootApplication",
            "org.springframework.boot.autoconfigure.AutoConfiguration",
            "org.springframework.context.annotation.Configuration");
    private static final String HEALTH = "org.springframework.boot.actuate.health.HealthIndicator";
    private static final Pattern SQL = Pattern.compile(
            "\\bselect\\b.+\\bfrom\\b|\\binsert\\s+into\\b|\\bupdate\\b.+\\bset\\b|\\bdelete\\s+from\\b"
                    + "|\\b(create|alter|drop|truncate)\\s+(table|function|index|schema|view)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private HouseConditions() {}

    /** No annotation of Spring on the class or its members but the one named. */
    static ArchCondition<JavaClass> carryNoSpringAnnotationBut(String allowed) {
        return new ArchCondition<>("carry no Spring annotation but @" + allowed) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Stream.<HasAnnotations<?>>concat(Stream.of(type), type.getMembers().stream())
                        .flatMap(carrier -> carrier.getAnnotations().stream())
                        .map(JavaAnnotation::getRawType)
                        .map(JavaClass::getName)
                        .filter(name -> name.startsWith(SPRING) && !name.equals(allowed))
                        .forEach(name -> events.add(SimpleConditionEvent.violated(
                                type, type.getName() + " carries @" + name + " in " + type.getSourceCodeLocation())));
            }
        };
    }

    /** A class that says how a service is put together, or whether what it needs is there, and nothing else. */
    static ArchCondition<JavaClass> onlyConfigure() {
        return new ArchCondition<>(
                "be the main class, a @Configuration or a health indicator, without a step of a route") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (CONFIGURES.stream().noneMatch(type::isAnnotatedWith)
                        && !type.isAssignableTo(HEALTH)
                        && !type.getSimpleName().equals("package-info")) {
                    events.add(SimpleConditionEvent.violated(
                            type,
                            type.getName() + " neither starts nor configures a service in "
                                    + type.getSourceCodeLocation()));
                }
                if (type.isAssignableTo("org.apache.camel.Processor")) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " is a step of a route in " + type.getSourceCodeLocation()));
                }
            }
        };
    }

    /** A string of the class reads as a statement. */
    static ArchCondition<JavaClass> holdSqlInStrings() {
        return new ArchCondition<>("hold SQL in strings") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                StringConstants.of(type).stream()
                        .filter(text -> SQL.matcher(text).find())
                        .forEach(text -> events.add(SimpleConditionEvent.satisfied(
                                type, type.getName() + " holds \"" + text + "\" in " + type.getSourceCodeLocation())));
            }
        };
    }
}
