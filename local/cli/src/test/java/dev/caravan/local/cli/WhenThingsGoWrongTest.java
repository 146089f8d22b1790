package dev.caravan.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhenThingsGoWrongTest {

    @TempDir
    Path directory;

    private Cli cli;

    @BeforeEach
    void chooseHome() {
        cli = Cli.at(directory.resolve("home"));
    }

    @AfterEach
    void leaveNothingBehind() {
        cli.run("down");
        assertThat(cli.isServed()).isFalse();
    }

    @Test
    void comesUpShowsItselfAndGoesDown() {
        var up = cli.upDetached();
        assertThat(up.status()).as(up.err()).isZero();
        assertThat(up.out()).contains("issuer").contains("http://localhost:" + cli.issuerPort());
        assertThat(cli.run("status").out()).contains("running").contains(String.valueOf(cli.issuerPort()));
        assertThat(cli.run("env").out()).contains("export ISSUER_URL='http://localhost:" + cli.issuerPort() + "'");
        assertThat(cli.run("token", "--subject", "ada").out().split("\\.", -1)).hasSize(3);
        assertThat(cli.run("down").status()).isZero();
        assertThat(cli.isServed()).isFalse();
        assertThat(cli.run("status").status()).isEqualTo(1);
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        var outcome = cli.run("statsu");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains("Did you mean").contains("status");
    }

    @Test
    void namesTheTakenPortAndItsHolder() throws IOException {
        try (var holder = new ServerSocket(cli.issuerPort())) {
            var outcome = cli.upDetached();
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.err())
                    .contains("port " + holder.getLocalPort() + " (issuer) is taken")
                    .contains("--port-base");
        }
    }

    @Test
    void tellsWhyAPartDiedAtItsStart() throws IOException {
        Files.createDirectories(cli.home());
        Files.writeString(cli.home().resolve("issuer-key.json"), "this is no key");
        var outcome = cli.upDetached();
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).contains("issuer ended while it was starting").contains("damaged");
    }

    @Test
    void stopsEverythingWhenAPartDiesLater() throws Exception {
        var err = directory.resolve("err");
        var up = cli.attachedUp(err);
        assertThat(Cli.eventually(() -> read(err).contains("Ctrl-C"))).isTrue();
        var pid = Long.parseLong(cli.run("status", "--json").out().replaceAll("(?s).*\"pid\" : (\\d+).*", "$1"));
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        assertThat(up.waitFor()).isEqualTo(1);
        assertThat(read(err)).contains("issuer ended by itself");
    }

    @Test
    void refusesToComeUpTwice() {
        assertThat(cli.upDetached().status()).isZero();
        var again = cli.upDetached();
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).contains("up already").contains("./caravan down");
        assertThat(cli.isServed()).isTrue();
    }

    @Test
    void leavesNoPartWhenAttachedUpIsKilledAndComesUpAgain() throws Exception {
        var err = directory.resolve("err");
        var up = cli.attachedUp(err);
        assertThat(Cli.eventually(() -> read(err).contains("Ctrl-C"))).isTrue();
        up.destroyForcibly();
        assertThat(Cli.eventually(() -> !cli.isServed())).isTrue();
        assertThat(Cli.eventually(() -> cli.upDetached().status() == 0)).isTrue();
    }

    @Test
    void stopsWhatItHasStartedWhenItIsInterrupted() throws Exception {
        var err = directory.resolve("err");
        var up = cli.attachedUp(err);
        assertThat(Cli.eventually(() -> read(err).contains("Starting"))).isTrue();
        new ProcessBuilder("kill", "-INT", String.valueOf(up.pid())).start().waitFor();
        assertThat(up.waitFor()).isNotZero();
        assertThat(cli.isServed()).isFalse();
        assertThat(cli.run("status").status()).isEqualTo(1);
    }

    @Test
    void saysThatADirectoryCannotBeWritten() throws IOException {
        var file = Files.writeString(directory.resolve("file"), "");
        var unwritable = new Cli(file.resolve("home"), cli.portBase());
        var outcome = unwritable.upDetached();
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).contains("Cannot write to").contains("CARAVAN_HOME");
    }

    @Test
    void neverStopsAProcessThatItDidNotStart() throws Exception {
        var stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.createDirectories(cli.home().resolve("run"));
            Files.writeString(
                    cli.home().resolve("run/issuer.part.json"),
                    "{\"pid\": " + stranger.pid() + ", \"started\": 1000, \"wish\": \"RUN\"}");
            assertThat(cli.run("down").status()).isZero();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void startsAKilledPartAgain() {
        assertThat(cli.upDetached().status()).isZero();
        assertThat(cli.run("kill", "issuer").status()).isZero();
        assertThat(cli.isServed()).isFalse();
        assertThat(cli.run("status").out()).contains("killed");
        assertThat(cli.run("start", "issuer").status()).isZero();
        assertThat(cli.isServed()).isTrue();
        assertThat(cli.run("start", "nonsense").err())
                .contains("There is no part \"nonsense\"")
                .contains("kafka");
    }

    @Test
    void saysThatThereIsNoJdk() throws Exception {
        var tools = Files.createDirectory(directory.resolve("bin"));
        for (var tool : List.of("sh", "dirname", "readlink", "env")) {
            for (var place : List.of("/usr/bin", "/bin")) {
                if (Files.exists(Path.of(place, tool)) && !Files.exists(tools.resolve(tool))) {
                    Files.createSymbolicLink(tools.resolve(tool), Path.of(place, tool));
                }
            }
        }
        var script = Path.of(System.getProperty("caravan.root"), "caravan").toString();
        var builder = new ProcessBuilder(tools.resolve("sh").toString(), script, "up").redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> true);
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("CARAVAN_JDK_PLACES", "");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output).contains("no JDK 21 or newer").contains("JAVA_HOME");
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
