package dev.caravan.rules.regex;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether matching costs no more than a number of steps for each character of the text. The engine goes back and tries another
 * way where more than one can be right, so with a pattern that is careless, ten thousand commas cost a hundred million steps.
 *
 * <p>It is judged by what is sufficient: a repetition without an end never has a choice, since what it repeats and what follows
 * begin with different characters, or since it is possessive; it repeats single characters, not groups, for which the engine needs
 * stack; and where a pattern is searched for in a text, and so tried from every place of it, it ends with that repetition. Bounded
 * repetitions may have a choice, as long as all their choices together are few.
 */
final class RegexCost {

    private static final long MOST_CHOICES = 10_000;

    private final boolean searched;
    private final List<String> objections = new ArrayList<>();
    private long choices = 1;

    private RegexCost(boolean searched) {
        this.searched = searched;
    }

    /**
     * What makes a pattern cost more.
     *
     * @param flags as for {@link java.util.regex.Pattern#compile(String, int)}
     * @param searched whether it is looked for anywhere in a text, as against matched with a whole one
     */
    static List<String> objections(String regex, int flags, boolean searched) {
        var cost = new RegexCost(searched && !regex.startsWith("^"));
        try {
            cost.judge(RegexParser.parse(regex, flags), new BitSet(), true, 1);
        } catch (IllegalArgumentException e) {
            cost.objections.add(String.valueOf(e.getMessage()));
        }
        if (cost.choices > MOST_CHOICES) {
            cost.objections.add("its bounded repetitions can be matched in more than " + MOST_CHOICES + " ways");
        }
        return cost.objections;
    }

    /**
     * @param follow what the text that comes behind can begin with
     * @param last whether nothing comes behind that could fail
     * @param times how often it is repeated at most, by all repetitions around it
     */
    private void judge(RegexNode node, BitSet follow, boolean last, long times) {
        switch (node) {
            case RegexNode.OneOf one -> {}
            case RegexNode.Assertion assertion -> {}
            case RegexNode.Sequence sequence -> judge(sequence, follow, last, times);
            case RegexNode.Choice choice -> judge(choice, follow, last, times);
            case RegexNode.Repeat repeat -> judge(repeat, follow, last, times);
        }
    }

    private void judge(RegexNode.Sequence sequence, BitSet follow, boolean last, long times) {
        var behind = (BitSet) follow.clone();
        var lastHere = last;
        var parts = sequence.parts();
        for (int i = parts.size() - 1; i >= 0; i--) {
            var part = parts.get(i);
            judge(part, behind, lastHere, times);
            if (!part.isNullable()) {
                behind = new BitSet();
            }
            behind.or(part.first());
            lastHere &= part instanceof RegexNode.Repeat repeat && repeat.least() == 0;
        }
    }

    private void judge(RegexNode.Choice choice, BitSet follow, boolean last, long times) {
        var seen = new BitSet();
        for (var alternative : choice.alternatives()) {
            if (times > 1 && alternative.first().intersects(seen)) {
                objections.add("two alternatives that are repeated begin with the same character");
            }
            seen.or(alternative.first());
            judge(alternative, follow, last, times);
        }
    }

    private void judge(RegexNode.Repeat repeat, BitSet follow, boolean last, long times) {
        var unbounded = repeat.most() == RegexNode.UNBOUNDED;
        var first = repeat.first();
        var hasChoice = !repeat.possessive() && first.intersects(follow);
        if (unbounded) {
            if (hasChoice) {
                objections.add("a repetition without an end can stop before or behind " + common(first, follow));
            }
            if (!isSingle(repeat.body())) {
                objections.add("a group is repeated without an end, for which the engine takes stack; give it a bound");
            }
            if (searched && !last) {
                objections.add("it is searched for, and something comes behind a repetition without an end");
            }
        } else if (hasChoice) {
            for (long i = 0; i < times && choices <= MOST_CHOICES; i++) {
                choices *= repeat.most() - repeat.least() + 1L;
            }
        }
        if (repeat.most() > 1) {
            var behind = (BitSet) first.clone();
            behind.or(follow);
            judge(repeat.body(), behind, false, Math.min(times * repeat.most(), MOST_CHOICES));
        } else {
            judge(repeat.body(), follow, last, times);
        }
    }

    private static boolean isSingle(RegexNode body) {
        return switch (body) {
            case RegexNode.OneOf one -> true;
            case RegexNode.Sequence sequence ->
                sequence.parts().size() == 1 && isSingle(sequence.parts().getFirst());
            case RegexNode.Choice choice -> choice.alternatives().stream().allMatch(RegexCost::isSingle);
            default -> false;
        };
    }

    private static String common(BitSet first, BitSet follow) {
        var common = (BitSet) first.clone();
        common.and(follow);
        return IntStream.of(common.nextSetBit(0))
                .mapToObj(c -> c > ' ' && c < 0x7f ? "'" + (char) c + "'" : "U+%04X".formatted(c))
                .findFirst()
                .orElseThrow();
    }
}
