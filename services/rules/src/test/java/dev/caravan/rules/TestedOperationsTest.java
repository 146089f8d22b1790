package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operation of every contract is called by a test that has a good answer from it. */
final class TestedOperationsTest {
    private static final Path SERVICES =
            Path.of(System.getProperty("caravan.root", ".")).resolve("services");

    @ParameterizedTest
    @CsvSource({
        "openapi/product-catalog.yaml, product-catalog",
        "openapi/customer.yaml, customer-service",
        "openapi/order.yaml, order-service",
        "openapi/integration.yaml, integration-service",
        "openapi/activity.yaml, activity-service",
        "openapi/api-gateway.yaml, api-gateway"
    })
    void everyOperationIsTested(String contract, String service) {
        var notes = SERVICES.resolve(service).resolve("target/tested-operations.txt");

        assertThat(TestedOperations.untested(contract, notes)).isEmpty();
    }

    @Test
    void findsOperationThatWasOnlyRefused(@TempDir Path directory) throws IOException {
        var notes = Files.writeString(directory.resolve("notes.txt"), "listOrders 200\ngetOrder 404\n");

        assertThat(TestedOperations.untested("openapi/order.yaml", notes))
                .contains("getOrder")
                .doesNotContain("listOrders");
    }

    @Test
    void saysThatTheTestsOfTheServiceDidNotRun(@TempDir Path directory) {
        assertThatThrownBy(() -> TestedOperations.untested("openapi/order.yaml", directory.resolve("none.txt")))
                .hasMessageContaining("./caravan test");
    }
}
