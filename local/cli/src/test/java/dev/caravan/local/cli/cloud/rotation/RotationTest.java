package dev.caravan.local.cli.cloud.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.local.cli.terminal.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {

    private final Played played = new Played();

    @Test
    void theOtherLoginTakesItsTurnWithAPasswordOfItsOwn() {
        rotate();
        assertThat(played.secret("database-orders").username()).isEqualTo("orders_b");
        assertThat(played.letIn())
                .containsExactlyInAnyOrder("catalog_b", "orders_b", "orders-writer_b", "window-job_b");
        var second = played.secret("database-orders").password();
        rotate();
        assertThat(played.secret("database-orders").username()).isEqualTo("orders");
        assertThat(played.secret("database-orders").password()).isNotIn("first", second);
        assertThat(played.letIn()).containsExactlyInAnyOrder("catalog", "orders", "orders-writer", "window-job");
    }

    @Test
    void everythingIsRestartedOnceForBoth() {
        rotate();
        assertThat(played.restarts).isEqualTo(1);
    }

    @Test
    void oneIsRotatedAlone() {
        new Rotation(played, List.of(played.brokers), List.of(played), step -> {}).run();
        assertThat(played.letIn()).containsExactlyInAnyOrder("catalog", "orders", "orders-writer_b", "window-job_b");
    }

    /**
     * Steps are counted over both roles and both users: four reads, two stores that let in, four writes, two steps of the services,
     * two stores that shut out, four writes.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17})
    void brokenOffAnywhereItGoesOn(int steps) {
        played.steps = steps;
        assertThatThrownBy(this::rotate).hasMessage("broken off");
        played.everythingCanLogIn();
        played.steps = Integer.MAX_VALUE;

        rotate();

        played.everythingCanLogIn();
        assertThat(played.letIn())
                .as("one login for each, that of its secret")
                .containsExactlyInAnyOrderElementsOf(
                        played.secrets.values().stream().map(Login::username).toList());
        assertThat(played.secrets.values())
                .allMatch(login -> login.previous() == null && !login.password().equals("first"));
    }

    @Test
    void aRotationIsThoseEighteenSteps() {
        rotate();
        assertThat(Integer.MAX_VALUE - played.steps).isEqualTo(18);
    }

    @Test
    void nobodyIsShutOutWhileHeIsConnected() {
        played.lingers = true;
        assertThatThrownBy(this::rotate).hasMessage("still connected");
        assertThat(played.letIn()).contains("orders", "orders_b");
        played.lingers = false;
        rotate();
        assertThat(played.letIn())
                .containsExactlyInAnyOrder("catalog_b", "orders_b", "orders-writer_b", "window-job_b");
    }

    @Test
    void aSecretIsReadAsTerraformWritesIt() {
        var login = Login.of(Json.read("{\"username\": \"orders\", \"password\": \"p\"}"));
        assertThat(login).isEqualTo(new Login("orders", "p", null));
        assertThat(Login.of(Json.read(login.next("q").json()))).isEqualTo(new Login("orders_b", "q", "orders"));
        assertThat(login.json()).doesNotContain("previous");
    }

    private void rotate() {
        new Rotation(played, List.of(played.database, played.brokers), List.of(played), step -> {}).run();
    }

    /** A vault, a database, brokers and services that do what the real ones do, until a number of steps is up. */
    private static final class Played implements Vault, Services {

        final PlayedStore database = new PlayedStore("database-catalog", "database-orders");
        final PlayedStore brokers = new PlayedStore("kafka-orders-writer", "kafka-window-job");
        final Map<String, Login> secrets = new HashMap<>();
        /** What services find when they start, and what they run with. */
        private final Map<String, Login> found = new HashMap<>();

        private final Map<String, Login> running = new HashMap<>();
        int steps = Integer.MAX_VALUE;
        int passwords;
        int restarts;
        boolean lingers;

        /** The logins that it lets in, with their passwords. */
        private final class PlayedStore implements Store {

            final List<String> names;
            final Map<String, String> letIn = new HashMap<>();

            PlayedStore(String... names) {
                this.names = List.of(names);
                for (var name : names) {
                    letIn.put(user(name), "first");
                }
            }

            @Override
            public List<String> secrets() {
                return names;
            }

            @Override
            public void letIn(Map<String, Login> logins) {
                step();
                assertThat(logins.keySet()).containsExactlyElementsOf(names);
                logins.values().forEach(login -> letIn.put(login.username(), login.password()));
            }

            @Override
            public void shutOut(Map<String, Login> logins) {
                step();
                if (lingers) {
                    throw new IllegalStateException("still connected");
                }
                logins.values().forEach(login -> letIn.remove(login.previous()));
            }
        }

        Played() {
            Stream.of(database, brokers)
                    .flatMap(store -> store.names.stream())
                    .forEach(name -> secrets.put(name, new Login(user(name), "first", null)));
            found.putAll(secrets);
            running.putAll(secrets);
        }

        private static String user(String secret) {
            return secret.substring(secret.indexOf('-') + 1);
        }

        Login secret(String name) {
            return Objects.requireNonNull(secrets.get(name));
        }

        List<String> letIn() {
            return Stream.of(database, brokers)
                    .flatMap(store -> store.letIn.keySet().stream())
                    .toList();
        }

        private void step() {
            if (steps-- == 0) {
                throw new IllegalStateException("broken off");
            }
            everythingCanLogIn();
        }

        /** What runs, and what starts now: a pod may at any time. */
        void everythingCanLogIn() {
            Stream.of(running, found, secrets)
                    .forEach(logins -> logins.forEach(
                            (name, login) -> assertThat((database.names.contains(name) ? database : brokers).letIn)
                                    .containsEntry(login.username(), login.password())));
        }

        @Override
        public Login read(String secret) {
            step();
            return secret(secret);
        }

        @Override
        public void write(String secret, Login login) {
            step();
            secrets.put(secret, login);
        }

        @Override
        public String newPassword() {
            return "password " + ++passwords;
        }

        @Override
        public void handOver(Map<String, Login> logins) {
            step();
            assertThat(secrets).containsAllEntriesOf(logins);
            found.putAll(logins);
        }

        @Override
        public void restart(Map<String, Login> logins) {
            step();
            restarts++;
            running.putAll(found);
        }
    }
}
