package dev.caravan.shared.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a text that is no JSON, in words that follow on its name. The parser's own are for programmers. */
public final class MalformedJson {
    private static final String DUPLICATE = "Duplicate ";
    private static final int LONGEST_NAME = 64;

    private MalformedJson() {}

    /** Such as {@code is not JSON from line 1, column 17 on}. */
    public static String describe(JsonProcessingException failure) {
        var message = failure.getOriginalMessage();
        var where = where(failure.getLocation());
        if (failure instanceof JsonEOFException) {
            return "ends in the middle of its JSON";
        }
        if (failure instanceof StreamConstraintsException) {
            return constraint(message);
        }
        if (failure instanceof MismatchedInputException) {
            return "has something behind its JSON, at " + where;
        }
        return message.startsWith(DUPLICATE)
                ? "has the member " + quoted(message) + " twice, at " + where
                : "is not JSON from " + where + " on";
    }

    /** What stands between quotes, the beginning of it where it is long. */
    private static String quoted(String message) {
        var begin = message.indexOf(message.charAt(message.length() - 1)) + 1;
        var end = Math.min(begin + LONGEST_NAME, message.length() - 1);
        return message.substring(begin, end);
    }

    private static String constraint(String message) {
        if (message.contains("depth")) {
            return "is nested deeper than " + Json.MAX_DEPTH + " levels";
        }
        return message.startsWith("Number")
                ? "has a number of more than " + Json.MAX_DIGITS + " digits"
                : "has the name of a member that is too long";
    }

    private static String where(@Nullable JsonLocation location) {
        return location == null
                ? "its beginning"
                : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
