package dev.caravan.rules.regex;

import java.util.BitSet;
import java.util.List;

/** A part of a regular expression, as far as it matters to what matching costs. */
sealed interface RegexNode {

    /** Any repetition without an end. */
    int UNBOUNDED = Integer.MAX_VALUE;

    /** Whether it matches the empty text. */
    boolean isNullable();

    /** The characters that a match can begin with. */
    BitSet first();

    /** One character of a set. */
    record OneOf(BitSet first) implements RegexNode {
        @Override
        public boolean isNullable() {
            return false;
        }
    }

    /** An assertion about the place, which takes no text and may fail. */
    record Assertion() implements RegexNode {
        @Override
        public boolean isNullable() {
            return true;
        }

        @Override
        public BitSet first() {
            return new BitSet();
        }
    }

    /** One after the other. */
    record Sequence(List<RegexNode> parts) implements RegexNode {
        @Override
        public boolean isNullable() {
            return parts.stream().allMatch(RegexNode::isNullable);
        }

        @Override
        public BitSet first() {
            var first = new BitSet();
            for (var part : parts) {
                first.or(part.first());
                if (!part.isNullable()) {
                    break;
                }
            }
            return first;
        }
    }

    /** One of several. */
    record Choice(List<RegexNode> alternatives) implements RegexNode {
        @Override
        public boolean isNullable() {
            return alternatives.stream().anyMatch(RegexNode::isNullable);
        }

        @Override
        public BitSet first() {
            var first = new BitSet();
            alternatives.forEach(alternative -> first.or(alternative.first()));
            return first;
        }
    }

    /**
     * A repetition.
     *
     * @param most {@link #UNBOUNDED} if it has no end
     * @param possessive whether it never gives back what it has taken
     */
    record Repeat(RegexNode body, int least, int most, boolean possessive) implements RegexNode {
        @Override
        public boolean isNullable() {
            return least == 0 || body.isNullable();
        }

        @Override
        public BitSet first() {
            return body.first();
        }
    }
}
