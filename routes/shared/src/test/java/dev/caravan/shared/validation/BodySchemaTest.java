package dev.caravan.shared.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.caravan.shared.contract.Contract;
import dev.caravan.shared.json.Json;
import dev.caravan.shared.problem.FieldError;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

final class BodySchemaTest {
    private final Contract contract = Contract.load("openapi/things.yaml");

    @Test
    void holdsEveryPropertyOfTheSchema() {
        assertThat(map(read("createThing", "{\"name\":\"a\",\"price\":1.50}")))
                .containsEntry("name", "a")
                .containsEntry("price", new BigDecimal("1.50"))
                .containsEntry("stock", null);
    }

    @Test
    void listsEveryErrorAtOnce() {
        assertThat(refused("createThing", "{\"name\":\"\",\"price\":1.999,\"stock\":\"x\",\"colour\":1}")
                        .errors())
                .extracting(FieldError::pointer)
                .containsExactlyInAnyOrder("/name", "/price", "/stock", "/colour");
    }

    @Test
    void refusesWhatIsNoJson() {
        for (var text : List.of(
                "", "{", "{}{}", "{\"name\":\"a\",\"name\":\"b\"}", "[".repeat(40) + "]".repeat(40), "nonsense")) {
            assertThat(refused("createThing", text).status()).as(text).isEqualTo(400);
        }
    }

    @Test
    void zeroIsZeroHoweverLongItWouldBeSpelledOut() {
        for (var zero : List.of("0e400", "0.0e999", "-0e-999999999")) {
            assertThat(map(read("createThing", "{\"name\":\"a\",\"price\":" + zero + "}"))
                            .get("price"))
                    .as(zero)
                    .asString()
                    .isEqualTo("0");
        }
    }

    @Test
    void refusesNumbersThatNothingCanSpellOut() {
        for (var number : List.of(
                "1e999999999",
                "-1e999999999",
                "1e-999999999",
                "1e400",
                "1E+309",
                "1e2147483648",
                "1e9999999999",
                "-1e99999999999999999999",
                "12e-2147483647",
                "1.5e-2147483648")) {
            assertThat(refused("createThing", "{\"name\":\"\",\"price\":" + number + "}")
                            .errors())
                    .as(number)
                    .extracting(FieldError::pointer, FieldError::code)
                    .containsExactlyInAnyOrder(tuple("/price", "number_out_of_range"), tuple("/name", "too_short"));
        }
        assertThat(refused("createThing", "{\"name\":\"a\",\"stock\":9223372036854775808,\"price\":1e308}")
                        .errors())
                .extracting(FieldError::pointer, FieldError::code)
                .contains(tuple("/price", "too_large"));
    }

    @Test
    void wholeNumbersAreWholeHoweverTheyAreWritten() {
        for (var number : List.of("200", "200.0", "2e2", "20000E-2")) {
            assertThat(((Number) Objects.requireNonNull(
                                    map(read("createThing", "{\"name\":\"a\",\"stock\":" + number + "}"))
                                            .get("stock")))
                            .toString())
                    .as(number)
                    .isEqualTo("200");
        }
        for (var number : List.of("1.5", "\"1\"", "true")) {
            assertThat(refused("createThing", "{\"name\":\"a\",\"stock\":" + number + "}")
                            .errors())
                    .as(number)
                    .extracting(FieldError::pointer, FieldError::code)
                    .containsExactly(tuple("/stock", "invalid_type"));
        }
        assertThat(items(read("batchThings", "[{\"name\":\"a\",\"stock\":7.0}]")))
                .extracting(item -> item.node().get("stock").toString())
                .containsExactly("7");
    }

    @Test
    void patchHoldsWhatWasSentAndNothingElse() {
        var patch =
                (Map<?, ?>) body(Contract.load("openapi/patched.yaml"), "patchThing", "application/merge-patch+json")
                        .read("{\"price\":null}".getBytes(StandardCharsets.UTF_8));

        assertThat(Objects.requireNonNull(patch).keySet()).hasToString("[price]");
        assertThat(patch.get("price")).isNull();
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        var bytes = "{\"name\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1);
        var problem = catchThrowableOfType(
                        ProblemException.class, () -> body("createThing").read(bytes))
                .problem();
        assertThat(problem.code()).isEqualTo("malformed_json");
    }

    @Test
    void refusesTextThatNoStoreCanHold() {
        assertThat(refused("createThing", "{\"name\":\"a\\u0000\"}").errors())
                .containsExactly(
                        new FieldError("/name", "invalid_character", "must not have the character U+0000 null"));
        assertThat(refused("createThing", "{\"name\":\"\\ud83d\"}").errors()).hasSize(1);
        assertThat(map(read("createThing", "{\"name\":\"\\ud83d\\ude00\"}"))).containsEntry("name", "😀");
    }

    @Test
    void textIsReadInTheOneFormInWhichItIsChecked() {
        assertThat(map(read("createThing", "{\"name\":\"cre\\u0300me\"}"))).containsEntry("name", "cr\u00e8me");
        // ten characters in NFC, twenty as sent
        assertThat(map(read("createThing", "{\"name\":\"" + "e\u0301".repeat(10) + "\"}")))
                .containsEntry("name", "\u00e9".repeat(10));
        assertThat(items(read("batchThings", "[{\"name\":\"e\u0301\"}]")))
                .extracting(item -> item.node().get("name").asText())
                .containsExactly("\u00e9");
    }

    @Test
    void linesAreSkippedOnlyIfTheyAreEmptyInJson() {
        var items = items(
                body("batchThings").readLines("{\"name\":\"a\"}\r\n \t\r\n\u2003\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(items).extracting(BatchItem::isAcceptable).containsExactly(true, false);
    }

    /** Names of which each has the same hash in a table of names, whatever its seed: 65 * 33 + 122 is 66 * 33 + 89. */
    @Test
    void chosenNamesSpoilNoLaterRequest() {
        for (var round = 0; round < 4; round++) {
            var prefix = Integer.toString(round);
            var names = Stream.of(prefix);
            for (var pair = 0; pair < 9; pair++) {
                names = names.flatMap(name -> Stream.of(name + "Az", name + "BY"));
            }
            var body = names.map(name -> "\"" + name + "\":1").collect(Collectors.joining(",", "{", "}"));
            assertThat(refused("createThing", body).status()).isEqualTo(422);
        }
        for (var name : List.of("name", "price", "stock", "AzBY")) {
            assertThat(catchThrowable(() -> read("createThing", "{\"name\":\"a\",\"" + name + "\":1}")))
                    .as(name)
                    .matches(thrown -> thrown == null || thrown instanceof ProblemException);
        }
        assertThat(map(read("createThing", "{\"name\":\"a\"}"))).containsEntry("name", "a");
    }

    @Test
    void itemsOfABatchFailAlone() {
        var items = items(read("batchThings", "[{\"name\":\"a\"},{\"nome\":\"b\"},7]"));
        assertThat(items).extracting(BatchItem::isAcceptable).containsExactly(true, false, false);
        assertThat(items.get(1).errors())
                .extracting(FieldError::pointer)
                .containsExactlyInAnyOrder("/1/name", "/1/nome");
        assertThat(refused("batchThings", "[{},{},{},{}]").errors().getFirst().code())
                .isEqualTo("too_long");
        assertThat(refused("batchThings", "{}").errors().getFirst().code()).isEqualTo("invalid_type");
    }

    @Test
    void linesOfABatchFailAlone() {
        var lines = "{\"name\":\"a\"}\n\n{broken\n{\"name\":\"c\"}\n".getBytes(StandardCharsets.UTF_8);
        var items = items(body("batchThings").readLines(lines));
        assertThat(items).extracting(BatchItem::isAcceptable).containsExactly(true, false, true);
        assertThat(items.get(1).errors().getFirst().code()).isEqualTo("malformed_json");
    }

    @Property
    void moneyIsExactToTheCent(@ForAll @BigRange(min = "0", max = "100") @Scale(2) BigDecimal price) {
        var read = map(read("createThing", "{\"name\":\"a\",\"price\":" + price.toPlainString() + "}"));
        assertThat(((BigDecimal) Objects.requireNonNull(read.get("price"))).compareTo(price))
                .isZero();
        assertThat(new String(Json.write(Map.of("price", price)), StandardCharsets.UTF_8))
                .isEqualTo("{\"price\":" + price.toPlainString() + "}");
    }

    private Object read(String operation, String text) {
        return Objects.requireNonNull(body(operation).read(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Problem refused(String operation, String text) {
        return catchThrowableOfType(ProblemException.class, () -> read(operation, text))
                .problem();
    }

    private BodySchema body(String operation) {
        return body(contract, operation, "application/json");
    }

    private static BodySchema body(Contract contract, String operation, String mediaType) {
        var body = Objects.requireNonNull(contract.operations().get(operation)).body();
        return Objects.requireNonNull(Objects.requireNonNull(body).schemas().get(mediaType));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<BatchItem> items(Object value) {
        return (List<BatchItem>) value;
    }
}
