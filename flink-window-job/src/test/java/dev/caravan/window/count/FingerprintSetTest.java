package dev.caravan.window.count;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FingerprintSetTest {

    @Provide
    Arbitrary<List<Long>> fingerprints() {
        // Close together, so that they collide, and with zero, which is special.
        return Arbitraries.oneOf(
                        Arbitraries.longs().between(-20, 20),
                        Arbitraries.longs().between(0, 9).map(n -> n << 32),
                        Arbitraries.longs())
                .list()
                .ofMaxSize(300);
    }

    @Property(tries = 500)
    void behavesLikeASet(@ForAll("fingerprints") List<Long> fingerprints) {
        var set = new FingerprintSet();
        Set<Long> expected = new HashSet<>();
        for (long fingerprint : fingerprints) {
            assertThat(set.add(fingerprint)).isEqualTo(expected.add(fingerprint));
            assertThat(set.size()).isEqualTo(expected.size());
        }
        Set<Long> visited = new HashSet<>();
        set.forEach(visited::add);
        assertThat(visited).isEqualTo(expected);
    }

    @Property(tries = 50)
    void copiesShareNothing(@ForAll("fingerprints") List<Long> fingerprints) {
        var set = new FingerprintSet();
        var copy = set.copy();
        fingerprints.forEach(set::add);
        assertThat(copy.size()).isZero();
    }
}
