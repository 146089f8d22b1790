package dev.caravan.shared.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.caravan.shared.problem.FieldError;
import dev.caravan.shared.problem.ProblemException;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntityTagsTest {
    private final DefaultCamelContext context = new DefaultCamelContext();

    @Test
    void ifMatchTakesWhateverVersionTheListNames() {
        assertThat(versions("\"3\"")).isEqualTo("{3}");
        assertThat(versions("\"3\", \"5\"")).isEqualTo("{3,5}");
        assertThat(versions("\"3\",,\t\"5\" ,")).isEqualTo("{3,5}");
        assertThat(versions("*")).isNull();
    }

    @Test
    void ifMatchComparesStronglyAndForeignTagsMatchNothing() {
        assertThat(versions("W/\"3\"")).isEqualTo("{}");
        assertThat(versions("\"somebody's,\", \"7\"")).isEqualTo("{7}");
        assertThat(versions("\"99999999999999999999\"")).isEqualTo("{}");
        assertThat(versions("\"-1\"")).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "3",
                "\"3",
                "\"3\" \"5\"",
                "\"3\";\"5\"",
                "w/\"3\"",
                "W/ \"3\"",
                "*, \"3\"",
                "\"a b\""
            })
    void whatIsNoListOfTagsIsTold(String header) {
        var refused = catchThrowableOfType(ProblemException.class, () -> versions(header));
        assertThat(refused.problem().status()).isEqualTo(400);
        assertThat(refused.problem().errors()).extracting(FieldError::pointer).containsExactly("header/If-Match");
    }

    @Test
    void compressedRepresentationIsItsVersionAndCompressedOnceOnly() throws EntityTags.MalformedException {
        assertThat(EntityTags.parse("\"2-gzip\", W/\"3-gzip\", \"4\"").tags())
                .containsExactly("\"2\"", "W/\"3\"", "\"4\"");
        assertThat(EntityTags.parse("\"2-gzip-gzip\"").weaklyMatch("\"2\"")).isFalse();
    }

    @Test
    void ifNoneMatchComparesWeakly() throws EntityTags.MalformedException {
        assertThat(EntityTags.parse("\"1\", W/\"2\"").weaklyMatch("\"2\"")).isTrue();
        assertThat(EntityTags.parse("*").weaklyMatch("\"2\"")).isTrue();
        assertThat(EntityTags.parse("\"3\"").weaklyMatch("\"2\"")).isFalse();
        assertThatThrownBy(() -> EntityTags.parse("2")).isInstanceOf(EntityTags.MalformedException.class);
    }

    @Property(tries = 300)
    void everyTagOfAListIsFoundAndNoOther(@ForAll("lists") List<String> tags) throws EntityTags.MalformedException {
        var parsed = EntityTags.parse(String.join(" , ", tags));
        assertThat(parsed.tags()).isEqualTo(tags);
        assertThat(parsed.strong())
                .isEqualTo(tags.stream().filter(tag -> tag.startsWith("\"")).collect(Collectors.toList()));
        tags.forEach(tag -> assertThat(parsed.weaklyMatch(tag)).isTrue());
        assertThat(parsed.weaklyMatch("\"no such tag\"")).isFalse();
    }

    @Provide
    Arbitrary<List<String>> lists() {
        var opaque =
                Arbitraries.strings().withCharRange('!', '~').ofMaxLength(12).map(text -> text.replace("\"", ","));
        return opaque.flatMap(text -> Arbitraries.of("\"" + text + "\"", "W/\"" + text + "\""))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    private @Nullable String versions(String ifMatch) {
        Exchange exchange = new DefaultExchange(context);
        exchange.setVariable("if_match", ifMatch);
        IfMatchHeader.required().process(exchange);
        return exchange.getVariable(ExchangeVariables.IF_MATCH_VERSIONS, String.class);
    }
}
