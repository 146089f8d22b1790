package dev.caravan.starter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.caravan.shared.problem.ProblemException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.UriUtils;
import org.springframework.web.util.pattern.PathPatternParser;

final class RequestPathTest {

    /** Whatever text is an id or a sku: percent-encoded it is addressed, and arrives as it was. */
    @Property
    void everyTextIsAddressable(@ForAll @NotEmpty String text) {
        var value = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        // these two are no keys of anything: a path cannot name them
        Assume.that(!value.equals(".") && !value.equals(".."));
        var path = "/things/" + UriUtils.encode(value, StandardCharsets.UTF_8);
        RequestPath.check(path);
        var match = Objects.requireNonNull(
                PathPatternParser.defaultInstance.parse("/things/{id}").matchAndExtract(PathContainer.parsePath(path)));
        assertThat(match.getUriVariables()).containsEntry("id", value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /a/../b | ambiguous_path
            /a/.. | ambiguous_path
            /./a | ambiguous_path
            /%2e/a | ambiguous_path
            /a/.%2E | ambiguous_path
            //a | ambiguous_path
            /a// | ambiguous_path
            /a;b | ambiguous_path
            /a% | malformed_path
            /a%2 | malformed_path
            /a%2/b | malformed_path
            /a%zz | malformed_path
            /%ff | malformed_path
            /%c0%af | malformed_path
            /%ed%a0%80 | malformed_path
            /a\\b | malformed_path
            /a<b | malformed_path
            /ä | malformed_path
            * | malformed_path
            """)
    void pathThatLeavesADoubtIsRefusedInWordsThatNameIt(String path, String code) {
        var refused = catchThrowableOfType(ProblemException.class, () -> RequestPath.check(path));
        assertThat(refused.problem().status()).isEqualTo(400);
        assertThat(refused.problem().code()).isEqualTo(code);
        assertThat(refused.problem().detail()).startsWith("The path ").isNotEqualTo("The path");
    }

    @Property
    void anyPathIsToldAsAReferenceOfThisServer(@ForAll String path) {
        var reference = URI.create(RequestPath.reference("/" + path));
        assertThat(reference.isAbsolute()).isFalse();
        assertThat(reference.getRawAuthority()).isNull();
        assertThat(reference.getRawPath()).isEqualTo(reference.toString()).startsWith("/");
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b%2Fc, /a/b%2Fc",
        "/a;b=c, /a;b=c",
        "/a\\1, /a%5C1",
        "/a%2, /a%252",
        "/ä, /%C3%A4",
        "//elsewhere.example/a, /.//elsewhere.example/a"
    })
    void tellsWhatWasSentAsFarAsAReferenceCan(String path, String reference) {
        assertThat(RequestPath.reference(path)).isEqualTo(reference);
    }

    @ParameterizedTest
    @CsvSource({"/", "/a", "/a/", "/a.b/...c", "/a~b!$&'()*+=:@", "/%2e%2Ea/a%2Fb"})
    void pathOfOneMeaningPasses(String path) {
        assertThatCode(() -> RequestPath.check(path)).doesNotThrowAnyException();
    }
}
