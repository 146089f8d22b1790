package dev.caravan.service.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.local.testing.LocalIssuer;
import dev.caravan.testing.client.ClientResponse;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CustomerRecordTest extends CustomerServiceTest {
    private static final long MISSING = 999_999_999;

    @Test
    void replacesTheVersionThatWasRead() {
        var id = register(alice);
        var body = "{\"name\":\"New Name\",\"email\":\"%s@example.com\",\"phone\":\"12345\"}".formatted(alice);

        var replaced = as(alice).replace(id, body, "\"1\"");
        var again = as(alice).replace(id, body, "\"2\"");
        var stale = as(alice).replace(id, body.replace("New", "Newer"), "\"1\"");

        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.header("ETag")).isEqualTo("\"2\"");
        assertThat(replaced.json().get("name").asText()).isEqualTo("New Name");
        assertThat(again.header("ETag")).as("nothing changed").isEqualTo("\"2\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(as(alice)
                        .send("PUT", "/customers/" + id, body, "Content-Type", "application/json")
                        .status())
                .isEqualTo(428);
    }

    @Test
    void refusesEmailOfSomebodyElse() {
        var id = register(alice);
        register(bob);

        var refused = as(alice).replace(id, record(bob), "*");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("code").asText()).isEqualTo("email_taken");
    }

    @Test
    void patchChangesWhatItNames() {
        var id = register(alice);

        var patched = as(alice).patch(id, "{\"phone\":\"12345\",\"address\":\"Here\"}", "\"1\"");
        var removed = as(alice).patch(id, "{\"phone\":null}", "\"2\"");
        var nothing = as(alice).patch(id, "{}", "\"3\"");

        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.json().get("name").asText()).isEqualTo("Somebody");
        assertThat(patched.json().get("phone").asText()).isEqualTo("12345");
        assertThat(removed.json().get("phone").isNull()).isTrue();
        assertThat(removed.json().get("address").asText()).isEqualTo("Here");
        assertThat(removed.header("ETag")).isEqualTo("\"3\"");
        assertThat(nothing.text()).isEqualTo(removed.text());
        assertThat(nothing.header("ETag")).isEqualTo("\"3\"");
    }

    @Test
    void patchIsRefusedAsAReplacementIs() {
        var id = register(alice);
        register(bob);

        assertThat(as(alice).patch(id, "{\"name\":\"B\"}", "\"7\"").status()).isEqualTo(412);
        assertThat(as(alice).patch(id, record(bob), "*").json().get("code").asText())
                .isEqualTo("email_taken");
        assertThat(as(alice)
                        .patch(id, "{\"name\":null,\"email\":\"nonsense\",\"id\":7,\"subject\":\"x\"}", "*")
                        .json()
                        .get("errors")
                        .findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/name", "/email", "/id", "/subject");
        assertThat(as(alice)
                        .send("PATCH", "/customers/" + id, "{}", "Content-Type", "application/merge-patch+json")
                        .status())
                .isEqualTo(428);
        assertThat(as(alice)
                        .send("PATCH", "/customers/" + id, "{}", "Content-Type", "application/json", "If-Match", "*")
                        .status())
                .isEqualTo(415);
        assertThat(as(alice).get("/customers/me").header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void ofManyWhoChangeOneVersionOneSucceeds() throws Exception {
        var id = register(alice);
        var client = as(alice);
        var responses = new ArrayList<ClientResponse>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pending = new ArrayList<Future<ClientResponse>>();
            for (var i = 0; i < 32; i++) {
                var body = "{\"name\":\"Name %d\"}".formatted(i);
                pending.add(threads.submit(() -> client.patch(id, body, "\"1\"")));
            }
            for (var response : pending) {
                responses.add(response.get());
            }
        }

        assertThat(responses).extracting(ClientResponse::status).containsOnly(200, 412);
        assertThat(responses).filteredOn(response -> response.status() == 200).hasSize(1);
        assertThat(client.get("/customers/me").header("ETag")).isEqualTo("\"2\"");
    }

    @Test
    void erasureLeavesNothingOfTheRegistrationsResponse() {
        var id = as(alice).register("key", record(alice)).id();

        assertThat(as(alice).erase(id, "*").status()).isEqualTo(204);

        assertThat(number("SELECT (SELECT count(*) FROM customer.idempotency WHERE CAST(response AS text) LIKE '%"
                        + alice
                        + "@%') + (SELECT count(*) FROM customer.outbox WHERE CAST(payload AS text) LIKE '%" + alice
                        + "@%')"))
                .isZero();
    }

    @Test
    void sparesTheBodyOfCurrentVersion() {
        var id = register(alice);

        var unchanged = as(alice).send("GET", "/customers/" + id, "", "If-None-Match", "\"0\", \"1\"");

        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.text()).isEmpty();
    }

    @Test
    void erasesPersonalDataAndLetsTheSubjectRegisterAgain() {
        var id = register(alice);

        assertThat(as(alice).erase(id, "\"7\"").status()).isEqualTo(412);
        assertThat(as(alice).erase(id, "\"1\"").status()).isEqualTo(204);

        assertThat(as(alice).get("/customers/" + id).status()).isEqualTo(404);
        assertThat(as(alice).get("/customers/me").status()).isEqualTo(404);
        assertThat(admin().get("/customers/" + id).status()).isEqualTo(404);
        assertThat(as(alice).erase(id, "*").status()).isEqualTo(404);
        assertThat(number("SELECT count(*) FROM customer.customers WHERE id = " + id
                        + " AND coalesce(subject, name, email, phone, address) IS NULL"))
                .isEqualTo(1);
        assertThat(register(alice)).isNotEqualTo(id);
    }

    @Test
    void strangersRecordLooksLikeOneThatDoesNotExist() {
        var id = register(alice);
        var stranger = as(bob);

        assertSameResponse(stranger.get("/customers/" + id), id, stranger.get("/customers/" + MISSING));
        assertSameResponse(stranger.replace(id, record(bob), "*"), id, stranger.replace(MISSING, record(bob), "*"));
        assertSameResponse(stranger.patch(id, "{}", "*"), id, stranger.patch(MISSING, "{}", "*"));
        assertSameResponse(stranger.erase(id, "*"), id, stranger.erase(MISSING, "*"));
        assertThat(as(alice).get("/customers/me").header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void administratorSeesAll() {
        var id = register(alice);

        assertThat(admin().get("/customers/" + id).status()).isEqualTo(200);
        assertThat(admin().get("/customers?email=" + alice + "@EXAMPLE.com")
                        .json()
                        .get("data"))
                .hasSize(1);
        assertThat(as(alice).get("/customers").status()).isEqualTo(403);
    }

    @Test
    void pagesThroughAllCustomers() {
        var registered = new ArrayList<Long>();
        for (var i = 0; i < 5; i++) {
            registered.add(register(alice + "-" + i));
        }

        var seen = new ArrayList<Long>();
        var path = "/customers?limit=2";
        while (!path.isEmpty()) {
            var page = admin().get(path);
            page.json()
                    .get("data")
                    .forEach(customer -> seen.add(customer.get("id").asLong()));
            path = page.json().get("next_cursor").isNull()
                    ? ""
                    : page.header("Link").replaceFirst("^<(.*)>; rel=\"next\"$", "$1");
        }

        assertThat(seen).doesNotHaveDuplicates().isSorted().containsAll(registered);
    }

    @Test
    void letsAReaderOfCustomersReadEachAndChangeNone() {
        var id = register(alice);
        var reader = new CustomerClient(port, LocalIssuer.shared().token("mailer", null, "customers:read"));

        assertThat(reader.get("/customers/" + id).json().get("email").asText()).isEqualTo(alice + "@example.com");
        assertThat(reader.erase(id, "*").status()).isEqualTo(404);
        assertThat(reader.get("/customers").status()).isEqualTo(403);
        assertThat(as(alice).get("/customers/" + id).status()).isEqualTo(200);
    }

    @Test
    void refusesWhoeverShowsNoValidToken() {
        var issuer = LocalIssuer.shared();
        for (var token : new String[] {"", "rubbish", issuer.expiredToken("alice", "customers:admin")}) {
            var refused = new CustomerClient(port, token).get("/customers/me");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
        }
    }

    /** Nothing but the asked-for id and the trace may differ. */
    private static void assertSameResponse(ClientResponse stranger, long id, ClientResponse missing) {
        assertThat(stranger.status()).isEqualTo(404);
        assertThat(missing.status()).isEqualTo(404);
        assertThat(neutral(stranger, id)).isEqualTo(neutral(missing, MISSING));
    }

    private static String neutral(ClientResponse response, long id) {
        return response.text()
                .replace(response.json().get("trace_id").asText(), "trace")
                .replace("/" + id + "\"", "/id\"");
    }
}
