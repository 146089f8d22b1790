package dev.caravan.local.cli.cloud.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.local.cli.terminal.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {

    private static final List<String> ROLES = List.of("catalog", "orders");

    private final Played played = new Played();

    @Test
    void theOtherLoginTakesItsTurnWithAPasswordOfItsOwn() {
        rotate();
        assertThat(played.secret("orders").username()).isEqualTo("orders_b");
        assertThat(played.database.keySet()).containsExactlyInAnyOrder("catalog_b", "orders_b");
        var second = played.secret("orders").password();
        rotate();
        assertThat(played.secret("orders").username()).isEqualTo("orders");
        assertThat(played.secret("orders").password()).isNotIn("first", second);
        assertThat(played.database.keySet()).containsExactlyInAnyOrder("catalog", "orders");
    }

    /** Steps are counted over both roles: two reads, two writes, four steps of the services, two writes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void brokenOffAnywhereItGoesOn(int steps) {
        played.steps = steps;
        assertThatThrownBy(this::rotate).hasMessage("broken off");
        played.everythingCanLogIn();
        played.steps = Integer.MAX_VALUE;

        rotate();

        played.everythingCanLogIn();
        assertThat(played.database.keySet())
                .as("one login for each role, that of its secret")
                .isEqualTo(played.secrets.values().stream().map(Login::username).collect(Collectors.toSet()));
        assertThat(played.secrets.values())
                .allMatch(login -> login.previous() == null && !login.password().equals("first"));
    }

    @Test
    void nobodyIsShutOutWhileHeIsConnected() {
        played.lingers = true;
        assertThatThrownBy(this::rotate).hasMessage("still connected");
        assertThat(played.database.keySet()).contains("orders", "orders_b");
        played.lingers = false;
        rotate();
        assertThat(played.database.keySet()).containsExactlyInAnyOrder("catalog_b", "orders_b");
    }

    @Test
    void aSecretIsReadAsTerraformWritesIt() {
        var login = Login.of(Json.read("{\"username\": \"orders\", \"password\": \"p\"}"));
        assertThat(login).isEqualTo(new Login("orders", "p", null));
        assertThat(Login.of(Json.read(login.next("q").json()))).isEqualTo(new Login("orders_b", "q", "orders"));
        assertThat(login.json()).doesNotContain("previous");
    }

    private void rotate() {
        new Rotation(played, played, step -> {}).of(ROLES);
    }

    /** A vault, a database and services that do what the real ones do, until a number of steps is up. */
    private static final class Played implements Vault, Services {

        final Map<String, Login> secrets = new HashMap<>();
        /** The logins that the database lets in, with their passwords. */
        final Map<String, String> database = new HashMap<>();
        /** What services find when they start, and what they run with. */
        private final Map<String, Login> found = new HashMap<>();

        private final Map<String, Login> running = new HashMap<>();
        int steps = Integer.MAX_VALUE;
        int passwords;
        boolean lingers;

        Played() {
            ROLES.forEach(role -> secrets.put(role, new Login(role, "first", null)));
            ROLES.forEach(role -> database.put(role, "first"));
            found.putAll(secrets);
            running.putAll(secrets);
        }

        Login secret(String role) {
            return Objects.requireNonNull(secrets.get(role));
        }

        private void step() {
            if (steps-- == 0) {
                throw new IllegalStateException("broken off");
            }
            everythingCanLogIn();
        }

        void everythingCanLogIn() {
            running.forEach((role, login) -> assertThat(database).containsEntry(login.username(), login.password()));
        }

        @Override
        public Login read(String role) {
            step();
            return secret(role);
        }

        @Override
        public void write(String role, Login login) {
            step();
            secrets.put(role, login);
        }

        @Override
        public String newPassword() {
            return "password " + ++passwords;
        }

        @Override
        public void handOver(Map<String, Login> logins) {
            step();
            assertThat(logins).isEqualTo(secrets);
            found.putAll(logins);
        }

        @Override
        public void letIn() {
            step();
            found.values().forEach(login -> database.put(login.username(), login.password()));
        }

        @Override
        public void restart() {
            step();
            running.putAll(found);
        }

        @Override
        public void shutOut() {
            step();
            if (lingers) {
                throw new IllegalStateException("still connected");
            }
            var present = new ArrayList<String>();
            found.values().forEach(login -> present.add(login.username()));
            database.keySet().retainAll(present);
        }
    }
}
