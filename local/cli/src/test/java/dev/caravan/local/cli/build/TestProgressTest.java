package dev.caravan.local.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestProgressTest {

    @Test
    void tellsModulesAndTestClasses() {
        assertThat(
                        told(
                                "[INFO] Scanning for projects...",
                                "[INFO] Building Caravan :: routes :: order 1.0.0-SNAPSHOT                [10/41]",
                                "[INFO] --- surefire:3.5.4:test (default-test) @ routes-order ---",
                                "[INFO] Running dev.caravan.order.PlaceOrderTest",
                                "[INFO] Tests run: 6, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.042 s -- in dev.caravan.order.PlaceOrderTest"))
                .containsExactly("[10/41] Caravan :: routes :: order", "  PlaceOrderTest: 6 tests, 0.042 s");
    }

    @Test
    void tellsWhatFailedWithTheBeginningOfItsStackTrace() {
        assertThat(told(
                        "[ERROR] Tests run: 2, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 1.5 s <<< FAILURE! -- in dev.caravan.order.PlaceOrderTest",
                        "[ERROR] dev.caravan.order.PlaceOrderTest.placesOnce -- Time elapsed: 0.1 s <<< FAILURE!",
                        "org.opentest4j.AssertionFailedError: expected 1",
                        "\tat dev.caravan.order.PlaceOrderTest.placesOnce(PlaceOrderTest.java:12)",
                        "",
                        "[INFO] Results:"))
                .containsExactly(
                        "  ✗ PlaceOrderTest: 2 tests, 1.5 s",
                        "[ERROR] dev.caravan.order.PlaceOrderTest.placesOnce -- Time elapsed: 0.1 s <<< FAILURE!",
                        "org.opentest4j.AssertionFailedError: expected 1",
                        "\tat dev.caravan.order.PlaceOrderTest.placesOnce(PlaceOrderTest.java:12)");
    }

    @Test
    void tellsOfTestClassesOfTwoModulesAsTheyEnd() {
        assertThat(
                        told(
                                "[INFO] Running dev.caravan.order.PlaceOrderTest",
                                "[INFO] Running dev.caravan.catalog.ListProductsTest",
                                "[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 2 s -- in dev.caravan.catalog.ListProductsTest",
                                "[INFO] Tests run: 6, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 3 s -- in dev.caravan.order.PlaceOrderTest"))
                .containsExactly("  ListProductsTest: 2 tests, 2 s", "  PlaceOrderTest: 6 tests, 3 s");
    }

    @Test
    void keepsQuietAboutWhatATestPrints() {
        assertThat(told(
                        "{\"severity\":\"WARNING\",\"message\":\"a database was away, as expected\"}",
                        "\tat some.Place(Place.java)"))
                .isEmpty();
    }

    private static List<String> told(String... lines) {
        var told = new ArrayList<String>();
        var progress = new TestProgress(told::add);
        for (var line : lines) {
            progress.accept(line);
        }
        return told;
    }
}
