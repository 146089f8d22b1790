package dev.caravan.starter.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.shared.problem.ProblemException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a query means; nothing in it is guessed. */
final class QueryStringTest {
    @Property
    void everyTextIsReadAsItWasEncoded(@ForAll String text) {
        var valid = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        assertThat(QueryString.parse("q=" + URLEncoder.encode(valid, StandardCharsets.UTF_8), name -> false))
                .isEqualTo(Map.of("q", List.of(valid)));
    }

    /** A server that replaces what it cannot read answers another question than it was asked. */
    @Example
    void whatIsNotAsciiIsRefusedUnlessItIsEncoded() {
        for (var query : List.of("q=\u00e9", "q=\ufffd", "\u00e9=1", "q=a b", "q=\u007f")) {
            assertThatThrownBy(() -> QueryString.parse(query, name -> false))
                    .as(query)
                    .isInstanceOf(ProblemException.class);
        }
    }
}
