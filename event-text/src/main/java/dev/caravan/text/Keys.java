package dev.caravan.text;

import org.jspecify.annotations.Nullable;

/**
 * Keys that people and programs compare: two that look the same must be the same. So all their characters can be seen, the
 * ASCII space is the only blank, and they are compared in NFC.
 *
 * <p>What is wrong is told in words that follow on the name of the field.
 */
public final class Keys {
    private Keys() {}

    /** What is wrong with the characters of a key that others make, such as the id of a user; null if nothing is. */
    public static @Nullable String objection(String key) {
        var position = 1;
        for (var at = 0; at < key.length(); position++) {
            var codePoint = key.codePointAt(at);
            if (codePoint != ' ' && Characters.isInvisible(codePoint)) {
                return "has " + Characters.describe(codePoint) + " at position " + position
                        + ", which cannot be seen; write it without";
            }
            at += Character.charCount(codePoint);
        }
        return key.isBlank() ? "has nothing that can be seen" : null;
    }

    /**
     * What is wrong with the characters of a sku; null if nothing is. It may hold every visible character, and spaces one at
     * a time between them. Its length is not looked at, see {@link ProductLimits#LONGEST_SKU}.
     */
    public static @Nullable String skuObjection(String sku) {
        var objection = objection(sku);
        if (objection != null) {
            return objection;
        }
        if (sku.startsWith(" ") || sku.endsWith(" ")) {
            return "begins or ends with a space; write it without";
        }
        var twoSpaces = sku.indexOf("  ");
        if (twoSpaces >= 0) {
            return "has two spaces in a row at position " + (sku.codePointCount(0, twoSpaces) + 1) + "; write one";
        }
        // as a segment of a path these would be taken for a direction (RFC 3986, section 5.2.4), percent-encoded too
        return sku.equals(".") || sku.equals("..") ? "is nothing but dots, which no address can name" : null;
    }
}
