package dev.caravan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.catalog.feed.Exports;
import dev.caravan.feed.row.check.Product;
import dev.caravan.text.Characters;
import dev.caravan.text.Currencies;
import dev.caravan.text.Keys;
import dev.caravan.text.Nfc;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;

/** Any catalog, exported and imported, stays as it is. */
class ExportPropertiesTest extends FunctionTest {

    /** Blanks of all kinds, what spreadsheets run or read as numbers, what CSV and addresses give a meaning to. */
    private static final String CHARACTERS =
            " \u00a0\u200b\u00ad\ufeff\u2009\t\r\n,;|\"'=+-@/\\%?#.:0123456789Ee+" + "aäé\u0301ñß\u4e2d\u0e33\u05d0";

    @BeforeContainer
    static void credentials() {
        giveCredentials();
    }

    @BeforeTry
    void begin() throws IOException {
        start();
    }

    @AfterTry
    void end() {
        stop();
    }

    @Property(tries = 60)
    void changesNothing(@ForAll("catalogs") List<Product> catalog) throws IOException {
        gateway.has(catalog);
        var rows = catalog.stream().map(ExportPropertiesTest::row).toList();

        var report = run(Exports.of(rows));

        assertThat(errors(report)).isEmpty();
        assertThat(report.at("/totals/unchanged").asInt()).isEqualTo(rows.size());
        assertThat(report.path("warnings")).isEmpty();
        assertThat(gateway.writes).isEmpty();
    }

    private static Map<String, @Nullable Object> row(Product product) {
        var row = new HashMap<String, @Nullable Object>();
        row.put("id", 1L);
        row.put("sku", product.sku());
        row.put("name", product.name());
        row.put("description", product.description());
        row.put("category", product.category());
        row.put("price", product.price());
        row.put("currency", product.currency());
        row.put("stock_quantity", product.stockQuantity());
        return row;
    }

    @Provide
    Arbitrary<List<Product>> catalogs() {
        var visible = text(40).filter(Characters::isVisible);
        var sku = Arbitraries.oneOf(
                text(12).map(Characters::trim).filter(key -> !key.isEmpty() && Keys.skuObjection(key) == null),
                Arbitraries.of("4.00555E+12", "007", "=1+1", "'71", "sku", "12E3", "+49", "a/b", "-5"));
        return Combinators.combine(
                        sku,
                        visible,
                        visible.injectNull(0.3),
                        Arbitraries.longs().between(0, 999_999_999_999L).map(cents -> BigDecimal.valueOf(cents, 2)),
                        Arbitraries.of(Currencies.codes().stream().sorted().toList()),
                        visible.injectNull(0.3),
                        Arbitraries.integers().between(0, Integer.MAX_VALUE))
                .as(Product::new)
                .list()
                .uniqueElements(Product::sku)
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static Arbitrary<String> text(int longest) {
        return Arbitraries.strings()
                .withChars(CHARACTERS)
                .ofMinLength(1)
                .ofMaxLength(longest)
                .map(Nfc::of);
    }
}
