package dev.caravan.local.routes;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;

/**
 * The route builders of one context.
 *
 * @param context the context's folder below {@code routes/}
 * @param jar its jar
 */
record RouteClasses(String context, String jar) {

    private static final Pattern JAR = Pattern.compile(".*/routes/([^/]+)/target/[^/]+\\.jar");

    /** Every context on the class path. */
    static List<RouteClasses> onClassPath() {
        var contexts = new ArrayList<RouteClasses>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            var match = JAR.matcher(entry);
            if (match.matches()) {
                contexts.add(new RouteClasses(match.group(1), entry));
            }
        }
        return contexts;
    }

    /** A builder of each class, with stand-ins for what a service gives it. */
    List<RouteBuilder> builders() throws IOException, ReflectiveOperationException {
        var builders = new ArrayList<RouteBuilder>();
        try (var file = new JarFile(jar)) {
            var names = file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.contains("-info"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .sorted()
                    .toList();
            for (var name : names) {
                var type = Class.forName(name, false, RouteClasses.class.getClassLoader());
                if (RouteBuilder.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                    builders.add((RouteBuilder) StandIns.of(type));
                }
            }
        }
        return builders;
    }
}
