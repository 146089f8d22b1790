package dev.caravan.service.order.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.service.order.OrderClient;
import dev.caravan.service.order.OrderServiceTest;
import dev.caravan.testing.client.ClientResponse;
import org.junit.jupiter.api.Test;

class OrderOwnershipTest extends OrderServiceTest {
    private static final long MISSING = 999_999_999;

    @Test
    void strangersOrderLooksLikeOneThatDoesNotExist() {
        var order = order();

        assertSameResponse(as(bob).get("/orders/" + order), order, as(bob).get("/orders/" + MISSING), MISSING);
        assertSameResponse(as(bob).move(order, "CANCELLED"), order, as(bob).move(MISSING, "CANCELLED"), MISSING);
        assertThat(as(alice).get("/orders/" + order).json().get("status").asText())
                .isEqualTo("PENDING");
    }

    @Test
    void strangersCustomerRecordLooksLikeOneThatDoesNotExist() {
        var cup = SHOP.product("Espresso cup", "7.90", 10);

        assertSameResponse(as(bob).order(alicesRecord, cup, 1), alicesRecord, as(bob).order(MISSING, cup, 1), MISSING);
        assertSameResponse(
                as(bob).get("/orders?customer_id=" + alicesRecord),
                alicesRecord,
                as(bob).get("/orders?customer_id=" + MISSING),
                MISSING);
        assertThat(SHOP.stock(cup)).isEqualTo(10);
    }

    @Test
    void listsOnlyTheOwnOrders() {
        var alices = order();

        assertThat(as(alice).get("/orders").json().get("data").findValues("id"))
                .extracting(id -> id.asLong())
                .contains(alices);
        assertThat(as(bob).get("/orders").json().get("data")).isEmpty();
        assertThat(as("nobody").get("/orders").json().get("data")).isEmpty();
    }

    @Test
    void administratorDoesEverythingForEverybody() {
        var cup = SHOP.product("Espresso cup", "7.90", 10);

        var order = admin().order(alicesRecord, cup, 1);

        assertThat(order.status()).isEqualTo(201);
        assertThat(as(alice).get("/orders/" + order.id()).status()).isEqualTo(200);
        assertThat(admin().get("/orders/" + order.id()).status()).isEqualTo(200);
        assertThat(admin().get("/orders?customer_id=" + alicesRecord).json().get("data"))
                .hasSize(1);
        assertThat(admin().order(MISSING, cup, 1).status()).isEqualTo(404);
    }

    @Test
    void ownerMayOnlyCancel() {
        var order = order();

        var refused = as(alice).move(order, "CONFIRMED");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(as(alice).move(order, "CANCELLED").status()).isEqualTo(200);
    }

    @Test
    void refusesWhoeverShowsNoValidToken() {
        var issuer = LocalIssuer.shared();
        var bad = new String[] {
            "", "rubbish", issuer.expiredToken("alice", "orders:admin"), issuer.tokenForAudience("other", "alice")
        };

        for (var token : bad) {
            var refused = new OrderClient(port, token).get("/orders");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
        }
    }

    private long order() {
        var cup = SHOP.product("Espresso cup", "7.90", 10);
        return as(alice).order(alicesRecord, cup, 1).id();
    }

    /** Nothing but the asked-for id and the trace may differ. */
    private static void assertSameResponse(ClientResponse stranger, long id, ClientResponse missing, long missingId) {
        assertThat(stranger.status()).isEqualTo(404);
        assertThat(missing.status()).isEqualTo(404);
        assertThat(neutral(stranger, id)).isEqualTo(neutral(missing, missingId));
    }

    private static String neutral(ClientResponse response, long id) {
        return response.text()
                .replace(response.json().get("trace_id").asText(), "trace")
                .replace(Long.toString(id), "id");
    }
}
