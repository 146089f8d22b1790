package dev.caravan.shared.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that is wrong is told once, with what was expected, and without a word of parsers and validators. */
final class RefusalWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                product-catalog | createProduct  | {"price":1}                                | /name required is required
                product-catalog | createProduct  | {"name":"a","price":1.999}                 | /price too_precise must have at most 2 decimals
                product-catalog | createProduct  | {"name":"a","price":-1}                    | /price too_small must be at least 0
                product-catalog | createProduct  | {"name":"a","price":1e10}                  | /price too_large must be at most 9999999999.99
                product-catalog | createProduct  | {"name":"a","price":"1"}                   | /price invalid_type must be a number
                product-catalog | createProduct  | {"name":1,"price":1}                       | /name invalid_type must be text
                product-catalog | createProduct  | {"name":"","price":1}                      | /name too_short must not be empty
                product-catalog | createProduct  | {"name":"a","price":1,"sku":7}             | /sku invalid_type must be text or null
                product-catalog | createProduct  | {"name":"a","price":1,"sku":""}            | /sku too_short must not be empty
                product-catalog | createProduct  | {"name":"a","price":1,"category":[]}       | /category invalid_type must be text or null
                product-catalog | createProduct  | {"name":"a","price":1,"currency":"ZZZ"}    | /currency unknown_value must be the code of a currency of ISO 4217, such as EUR
                product-catalog | createProduct  | {"name":"a","price":1,"stock_quantity":1.5}| /stock_quantity invalid_type must be a whole number
                product-catalog | createProduct  | {"name":"a","price":1,"colour":1}          | /colour unknown_field is not a field here; there are sku, name, description, price, currency, category, stock_quantity
                product-catalog | createProduct  | []                                         | ` invalid_type must be an object`
                product-catalog | batchProducts  | {}                                         | ` invalid_type must be a list`
                product-catalog | batchProducts  | []                                         | ` too_short must not be empty`
                customer        | createCustomer | {"name":"a","email":"a@b@c"}               | /email invalid_format must be an e-mail address such as ada@example.com
                customer        | createCustomer | {"name":"a","email":"a@b.de","phone":"x12"}| /phone invalid_format must be a phone number of digits, spaces and ( ) . - such as +44 20 7946 0000
                order           | placeOrder     | {"customer_id":1}                          | ` invalid must have either items, or product_id and quantity`
                order           | placeOrder     | {"customer_id":1,"items":[],"quantity":1}  | /items too_short must not be empty; invalid must have either items, or product_id and quantity
                order           | placeOrder     | {"customer_id":0,"product_id":1,"quantity":1e9} | /customer_id too_small must be at least 1; /quantity too_large must be at most 10000
                order           | changeOrderStatus | {"status":"LOST"}                       | /status unknown_value must be one of PENDING, CONFIRMED, SHIPPED, DELIVERED, CANCELLED
                activity        | recordEvent    | {"user_id":"u","product_id":"1","event_type":"V","timestamp":"now"} | /timestamp invalid_format must be a time such as 2026-01-31T12:00:00Z (RFC 3339)
                """)
    void ofFields(String contract, String operation, String body, String errors) {
        assertThat(refused(contract, operation, body).errors())
                .extracting(error -> (error.pointer() + " " + error.code() + " " + error.detail()).strip())
                .containsExactlyInAnyOrder(errors.strip().split("; (?=/|invalid )"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                {"name":                | The body ends in the middle of its JSON.
                {"name":"a"             | The body ends in the middle of its JSON.
                {"name":"a              | The body ends in the middle of its JSON.
                {"name":'a'}            | The body is not JSON from line 1, column 9 on.
                {"price":+1}            | The body is not JSON from line 1, column 11 on.
                {"price":.5}            | The body is not JSON from line 1, column 10 on.
                {"price":01}            | The body is not JSON from line 1, column 11 on.
                {"price":NaN}           | The body is not JSON from line 1, column 13 on.
                {"name":"a",}           | The body is not JSON from line 1, column 13 on.
                {name:"a"}              | The body is not JSON from line 1, column 2 on.
                <xml/>                  | The body is not JSON from line 1, column 1 on.
                {"name":"a"} {}         | The body has something behind its JSON, at line 1, column 14.
                {"name":1,"name":2}     | The body has the member name twice, at line 1, column 17.
                {"a\\q":1}              | The body is not JSON from line 1, column 5 on.
                """)
    void ofBodiesThatAreNoJson(String body, String detail) {
        assertThat(refused("product-catalog", "createProduct", body).detail()).isEqualTo(detail);
    }

    @Test
    void ofBodiesThatAreTooMuch() {
        assertThat(refused("product-catalog", "createProduct", "[".repeat(40)).detail())
                .isEqualTo("The body is nested deeper than 32 levels.");
        assertThat(refused("product-catalog", "createProduct", "{\"price\":" + "9".repeat(70) + "}")
                        .detail())
                .isEqualTo("The body has a number of more than 64 digits.");
        assertThat(refused("product-catalog", "createProduct", "{\"" + "n".repeat(60_000) + "\":1}")
                        .detail())
                .isEqualTo("The body has the name of a member that is too long.");
    }

    private static Problem refused(String contract, String operation, String body) {
        var known = Objects.requireNonNull(Objects.requireNonNull(Contract.load("openapi/" + contract + ".yaml")
                        .operations()
                        .get(operation))
                .body());
        var json = Objects.requireNonNull(known.schemas().values().iterator().next());
        return catchThrowableOfType(
                        ProblemException.class, () -> json.read(body.strip().getBytes(StandardCharsets.UTF_8)))
                .problem();
    }
}
