package dev.caravan.text;

import java.util.Arrays;

/** A set of Unicode code points, as ranges. */
final class CodePoints {
    /** First and last of each range, in ascending order. */
    private final int[] bounds;

    private CodePoints(int[] bounds) {
        this.bounds = bounds;
    }

    /** The code points of these ranges, such as {@code 00ad 2000-200f}: hexadecimal, in ascending order. */
    static CodePoints of(String ranges) {
        return new CodePoints(Arrays.stream(ranges.trim().split("\\s+"))
                .flatMapToInt(range -> {
                    var dash = range.indexOf('-');
                    return Arrays.stream(new int[] {
                        Integer.parseInt(dash < 0 ? range : range.substring(0, dash), 16),
                        Integer.parseInt(range.substring(dash + 1), 16)
                    });
                })
                .toArray());
    }

    boolean contains(int codePoint) {
        var found = Arrays.binarySearch(bounds, codePoint);
        // where it would stand is odd between the first and the last of a range
        return found >= 0 || (-found - 1) % 2 == 1;
    }
}
