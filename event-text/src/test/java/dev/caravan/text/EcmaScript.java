package dev.caravan.text;

import java.util.function.Predicate;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;

/** What a real engine of ECMAScript makes of a pattern. */
final class EcmaScript {
    private EcmaScript() {}

    static Predicate<String> test(String pattern) {
        try (var context = Context.enter()) {
            context.setLanguageVersion(Context.VERSION_ES6);
            var scope = context.initStandardObjects();
            var compile = context.compileFunction(
                    scope,
                    "function(p) { var r = new RegExp(p, 'u'); return function(t) { return r.test(t) } }",
                    "test",
                    1,
                    null);
            var test = (Function) compile.call(context, scope, scope, new Object[] {pattern});
            return text -> {
                try (var again = Context.enter()) {
                    return (Boolean) test.call(again, scope, scope, new Object[] {text});
                }
            };
        }
    }
}
