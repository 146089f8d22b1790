package dev.caravan.service.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.testing.client.ClientResponse;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class RegistrationTest extends CustomerServiceTest {

    @Test
    void registersTheCaller() {
        var registered = as(alice).register("""
                        {"name":"Ada Lovelace","email":"%s@example.com","phone":"+44 20 7946 0000",
                         "address":"12 St James Square, London"}""".formatted(alice));

        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.header("Location")).isEqualTo("/customers/" + registered.id());
        assertThat(registered.header("ETag")).isEqualTo("\"1\"");
        assertThat(registered.json().get("name").asText()).isEqualTo("Ada Lovelace");
        assertThat(as(alice).get("/customers/me").text()).isEqualTo(registered.text());
        assertThat(as(alice).get("/customers/" + registered.id()).text()).isEqualTo(registered.text());
    }

    @Test
    void refusesSecondRecordOfOneSubjectAndTellsTheFirst() {
        var id = register(alice);

        var second = as(alice).register(record(alice + "-again"));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().get("code").asText()).isEqualTo("already_registered");
        assertThat(second.json().get("existing_id").asLong()).isEqualTo(id);
    }

    @Test
    void refusesEmailInUseWithoutSayingWhose() {
        register(alice);

        var refused = as(bob).register(record(alice.toUpperCase(java.util.Locale.ROOT)));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().get("code").asText()).isEqualTo("email_taken");
        assertThat(refused.json().has("existing_id")).isFalse();
    }

    @Test
    void onlyAdministratorsNameTheSubject() {
        var body = "{\"name\":\"B\",\"email\":\"%s@example.com\",\"subject\":\"%s\"}".formatted(bob, bob);

        assertThat(as(alice).register(body).status()).isEqualTo(403);
        assertThat(admin().register(body).status()).isEqualTo(201);
        assertThat(as(bob).get("/customers/me").status()).isEqualTo(200);
        assertThat(as(bob).register(body.replace(bob + "@", bob + "-2@")).status())
                .isEqualTo(409);
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        var refused = as(alice).register("{\"email\":\"nonsense\",\"phone\":7,\"nickname\":\"x\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().get("errors").findValuesAsText("pointer"))
                .contains("/name", "/email", "/phone", "/nickname");
    }

    @Test
    void repeatedRegistrationIsAnsweredAsTheFirst() {
        var first = as(alice).register("key", record(alice));
        as(alice).patch(first.id(), "{\"name\":\"Somebody else\"}", "*");
        var again = as(alice).register("key", record(alice));
        var other = as(alice).register("key", record(alice + "-other"));
        var bobs = as(bob).register("key", record(bob));

        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("ETag")).isEqualTo("\"1\"");
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().get("code").asText()).isEqualTo("idempotency_key_reused");
        assertThat(bobs.status()).isEqualTo(201);
    }

    @Test
    void refusedRegistrationLeavesItsKeyFree() {
        register(bob);

        assertThat(as(alice).register("key", record(bob)).status()).isEqualTo(409);
        assertThat(as(alice).register("key", "{}").status()).isEqualTo(422);
        assertThat(as(alice).register("key", record(alice)).status()).isEqualTo(201);
    }

    @Test
    void manyAtOnceMakeOneRecordForSubjectAndForEmail() throws Exception {
        var clients = new CustomerClient[] {as(alice), as(bob)};
        var go = new CountDownLatch(1);
        var responses = new ArrayList<ClientResponse>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var pending = new ArrayList<Future<ClientResponse>>();
            for (var i = 0; i < 32; i++) {
                var client = clients[i % 2];
                pending.add(threads.submit(() -> {
                    go.await();
                    return client.register(record(alice));
                }));
            }
            go.countDown();
            for (var response : pending) {
                responses.add(response.get());
            }
        }

        assertThat(responses).extracting(ClientResponse::status).containsOnly(201, 409);
        assertThat(responses).filteredOn(response -> response.status() == 201).hasSize(1);
        assertThat(number("SELECT count(*) FROM customer.customers WHERE email = '" + alice + "@example.com'"))
                .isEqualTo(1);
    }
}
