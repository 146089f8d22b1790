package dev.caravan.rules.regex;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The regular expressions in Java sources, and how they are used there. */
final class SourcePatterns {

    /** Methods of a string that take a regular expression, and how many arguments they have. */
    private static final Map<String, List<Integer>> OF_STRING = Map.of(
            "matches", List.of(1),
            "replaceAll", List.of(2),
            "replaceFirst", List.of(2),
            "split", List.of(1, 2));

    private static final Set<String> SEARCHING =
            Set.of("find", "replaceAll", "replaceFirst", "results", "split", "splitAsStream", "asPredicate");

    private SourcePatterns() {}

    /**
     * A regular expression in a source.
     *
     * @param file where it stands
     * @param regex its text; null if it is put together when the program runs
     * @param flags as for {@link Pattern#compile(String, int)}, as far as they are known
     * @param searched whether it may be looked for anywhere in a text
     */
    record Found(Path file, @Nullable String regex, int flags, boolean searched) {}

    /** All regular expressions in some sources. */
    static List<Found> in(List<Path> sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            var found = new ArrayList<Found>();
            for (var unit : task.parse()) {
                found.addAll(in(unit));
            }
            return found;
        }
    }

    private static List<Found> in(CompilationUnitTree unit) {
        var file = Path.of(unit.getSourceFile().toUri());
        var calls = new ArrayList<MethodInvocationTree>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
                calls.add(call);
                return super.visitMethodInvocation(call, null);
            }
        }.scan(unit, null);
        var compiled = calls.stream().filter(SourcePatterns::isCompile).toList();
        // a file that searches with one of its patterns may do so with each
        var searches = calls.stream().anyMatch(SourcePatterns::isSearch);
        var found = new ArrayList<Found>();
        for (var call : compiled) {
            found.add(new Found(file, constant(call.getArguments().getFirst()), flags(call), searches));
        }
        for (var call : calls) {
            var arguments = call.getArguments();
            if (isOfString(call)) {
                var regex = constant(arguments.getFirst());
                if (regex != null) {
                    found.add(new Found(file, regex, 0, !method(call).equals("matches")));
                } else if (method(call).equals("matches") && arguments.getFirst() instanceof BinaryTree) {
                    found.add(new Found(file, null, 0, false));
                }
            }
        }
        return found;
    }

    private static boolean isCompile(MethodInvocationTree call) {
        return call.getMethodSelect() instanceof MemberSelectTree select
                && select.getIdentifier().contentEquals("compile")
                && (select.getExpression().toString().equals("Pattern")
                        || select.getExpression().toString().endsWith(".Pattern"));
    }

    /** Whether a matcher or a pattern is searched with; strings have methods of the same names. */
    private static boolean isSearch(MethodInvocationTree call) {
        return SEARCHING.contains(method(call)) && !isOfString(call);
    }

    private static boolean isOfString(MethodInvocationTree call) {
        return OF_STRING
                        .getOrDefault(method(call), List.of())
                        .contains(call.getArguments().size())
                && !call.getMethodSelect().toString().contains(".matcher(");
    }

    private static String method(MethodInvocationTree call) {
        return call.getMethodSelect() instanceof MemberSelectTree select
                ? select.getIdentifier().toString()
                : "";
    }

    private static int flags(MethodInvocationTree call) {
        var arguments = call.getArguments();
        return arguments.size() > 1 && arguments.get(1).toString().contains("CASE_INSENSITIVE")
                ? Pattern.CASE_INSENSITIVE
                : 0;
    }

    /** The value of a string literal, or of several put together; null of all else. */
    private static @Nullable String constant(ExpressionTree expression) {
        if (expression instanceof LiteralTree literal && literal.getValue() instanceof String text) {
            return text;
        }
        if (expression instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
            var left = constant(sum.getLeftOperand());
            var right = constant(sum.getRightOperand());
            return left == null || right == null ? null : left + right;
        }
        return null;
    }
}
