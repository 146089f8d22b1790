package dev.caravan.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A statement in a file of its own.
 *
 * @param path as routes name it: {@code sql/catalog/get-product.sql}
 * @param text what the file holds
 */
record Statement(String path, String text) {
    /** What a semicolon may stand in without ending a statement. */
    private static final Pattern QUOTED =
            Pattern.compile("--.*|/\\*(?s:.*?)\\*/|'(?:[^']|'')*'|\"[^\"]*\"|(\\$\\w*\\$)(?s:.*?)\\1");

    /** What is wrong with the file, in words. */
    List<String> mistakes() {
        var mistakes = new ArrayList<String>();
        var bare = QUOTED.matcher(text).replaceAll("");
        if (bare.isBlank()) {
            mistakes.add(path + " holds no statement");
        }
        if (bare.contains(";")) {
            mistakes.add(path + " holds a semicolon: one statement a file, without an end mark");
        }
        return mistakes;
    }
}
