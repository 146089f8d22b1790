package dev.caravan.integration.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caravan.integration.market.MarketplaceListing.LeftOut;
import dev.caravan.integration.market.MarketplaceListing.Listed;
import dev.caravan.integration.market.MarketplaceListing.Reason;
import dev.caravan.shared.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarketplaceListingsTest {
    private static final MarketplaceListings LISTINGS =
            new MarketplaceListings("https://shop.example/products/{id}", "https://img.shop.example/{id}.jpg");

    @Test
    void listsAProductByTheSpecification() {
        assertThat(listed(product()).line())
                .isEqualTo("42\tEspresso cup\tWhite porcelain, 80 ml.\thttps://shop.example/products/42"
                        + "\thttps://img.shop.example/42.jpg\tin_stock\t7.90 EUR\tnew\tKitchen\tno");
        assertThat(listed(product().put("stock_quantity", 0)).values()).contains("out_of_stock");
        assertThat(listed(product().putNull("category")).values().get(8)).isEmpty();
    }

    @Test
    void leavesOutWhatCannotBeListedAndSaysWhy() {
        assertThat(reason(product().putNull("description"))).isEqualTo(Reason.NO_DESCRIPTION);
        assertThat(reason(product().put("description", " \n\u0000\u202e "))).isEqualTo(Reason.NO_DESCRIPTION);
        assertThat(reason(product().put("price", new BigDecimal("0.00")))).isEqualTo(Reason.NO_PRICE);
        assertThat(reason(product().put("name", "x".repeat(151)))).isEqualTo(Reason.TITLE_TOO_LONG);
        assertThat(reason(product().put("name", "\u0007"))).isEqualTo(Reason.NO_TITLE);
    }

    @Test
    void countsCharactersAndNotTheirHalves() {
        assertThat(listed(product().put("name", "\ud83e\udd84".repeat(150)))
                        .values()
                        .get(1))
                .hasSize(300);
    }

    @Test
    void shortensALongDescriptionAtTheEndOfAWord() {
        var listed = listed(product().put("description", "A word and another. ".repeat(400)));

        assertThat(listed.isShortened()).isTrue();
        assertThat(listed.values().get(2)).hasSizeBetween(4_900, 5_000).endsWith("A word and another.");
        assertThat(listed(product()).isShortened()).isFalse();
    }

    @Property
    void aLineHasAllColumnsAndReadsBackEqualWhateverTheText(
            @ForAll("texts") String name,
            @ForAll("texts") String description,
            @ForAll("texts") String category,
            @ForAll @BigRange(min = "0.01", max = "9999999999.99") @Scale(2) BigDecimal price) {
        var listing = LISTINGS.of(product()
                .put("name", name)
                .put("description", description)
                .put("category", category)
                .put("price", price));
        Assume.that(listing instanceof Listed);

        var line = ((Listed) listing).line();

        assertThat(line.lines()).hasSize(1);
        assertThat(line.split("\t", -1)).hasSize(MarketplaceListing.COLUMNS.size());
        assertThat(line).doesNotContainPattern("[\\p{Cc}&&[^\t]]");
        assertThat(readBack(line)).isEqualTo(((Listed) listing).values());
        assertThat(((Listed) listing).values().get(6))
                .isEqualTo(price.setScale(2).toPlainString() + " EUR");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars(
                        '\t', '\n', '\r', '"', '\'', ' ', ',', '\\', '\u0000', '\u001b', '\u0085', '\u00a0', '\u2028',
                        '\u202e')
                .withChars('\ud83e', '\udd84')
                .alpha()
                .all()
                .ofMinLength(1)
                .ofMaxLength(60);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://shop.example/products",
                "shop.example/{id}",
                "ftp://shop.example/{id}",
                "https:///{id}",
                "https://shop.example/a b/{id}",
                "https://shop.example/\u00e9/{id}"
            })
    void refusesATemplateThatLeadsNowhere(String template) {
        assertThatThrownBy(() -> new MarketplaceListings(template, "https://shop.example/{id}.jpg"))
                .hasMessageContaining("MARKETPLACE_LINK is \"" + template + "\"");
        assertThatThrownBy(() -> new MarketplaceListings("https://shop.example/{id}", template))
                .hasMessageContaining("MARKETPLACE_IMAGE_LINK is \"" + template + "\"");
    }

    private static ObjectNode product() {
        return Json.MAPPER
                .createObjectNode()
                .put("id", 42)
                .put("sku", "MUG-001")
                .put("name", "Espresso cup")
                .put("description", "White porcelain, 80 ml.")
                .put("price", new BigDecimal("7.90"))
                .put("currency", "EUR")
                .put("category", "Kitchen")
                .put("stock_quantity", 120);
    }

    private static Listed listed(ObjectNode product) {
        return (Listed) LISTINGS.of(product);
    }

    private static Reason reason(ObjectNode product) {
        return ((LeftOut) LISTINGS.of(product)).reason();
    }

    /** The fields of a line by a reader that is not ours. */
    private static List<String> readBack(String line) {
        var tsv = CSVFormat.DEFAULT.builder().setDelimiter('\t').get();
        try (var parser = tsv.parse(new StringReader(line))) {
            return parser.getRecords().getFirst().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
