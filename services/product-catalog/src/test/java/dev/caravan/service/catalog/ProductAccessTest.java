package dev.caravan.service.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.shared.contract.Contract;
import io.restassured.specification.RequestSpecification;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Everybody reads the catalog; only {@code catalog:write} changes or exports it. */
final class ProductAccessTest extends CatalogTest {
    private static final Set<String> PUBLIC = Set.of("listProducts", "getProduct", "getProductBySku");
    private static final Set<String> EVERY_OTHER_SCOPE = Set.of("customers:admin", "orders:admin", "analytics:read");

    @Autowired
    private Contract contract;

    @Test
    void anybodyReadsProducts() {
        var id = create(newSku(), "1.00", 1);

        anyone().get("/products").then().statusCode(200);
        anyone().get("/products/" + id).then().statusCode(200);
        anyone().get("/products/by-sku/" + newSku()).then().statusCode(404);
        assertThat(contract.operations().values())
                .filteredOn(operation -> operation.scopes() == null)
                .extracting(operation -> operation.id())
                .containsExactlyInAnyOrderElementsOf(PUBLIC);
    }

    @Test
    void nobodyElseChangesOrExportsThem() {
        var others = LocalIssuer.shared().token("mallory", null, EVERY_OTHER_SCOPE.toArray(String[]::new));
        var id = create(newSku(), "1.00", 1);

        assertThat(contract.operations().values())
                .filteredOn(operation -> !PUBLIC.contains(operation.id()))
                .isNotEmpty()
                .allSatisfy(operation -> {
                    var path =
                            operation.path().replace("{id}", Long.toString(id)).replace("{sku}", newSku());
                    assertThat(send(anyone(), operation.method(), path)).isEqualTo(401);
                    assertThat(send(anyone().auth().oauth2(others), operation.method(), path))
                            .isEqualTo(403);
                });
        anyone().get("/products/" + id).then().statusCode(200);
    }

    private static int send(RequestSpecification caller, String method, String path) {
        var request = caller.header("If-Match", "*");
        return (method.equals("GET") ? request : request.body("{}"))
                .request(method, path)
                .statusCode();
    }
}
