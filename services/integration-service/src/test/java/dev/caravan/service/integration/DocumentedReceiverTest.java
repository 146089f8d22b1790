package dev.caravan.service.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The receivers of {@code docs/how-to/receive-webhooks.md}, as they stand there, get what the service signs and nothing else. */
class DocumentedReceiverTest extends IntegrationServiceTest {
    private static final Path PAGE =
            Path.of(System.getProperty("caravan.root", "../.."), "docs/how-to/receive-webhooks.md");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"python, python3, receiver.py", "js, node, receiver.mjs"})
    void takesWhatTheServiceSignsAndNothingElse(String language, String command, String file) throws Exception {
        var port = freePort();
        var url = "http://127.0.0.1:" + port + "/";
        var webhook = create(url, "order.placed");
        var output = folder.resolve("output");
        var program = Files.writeString(folder.resolve(file), block(language));
        var builder = new ProcessBuilder(command, program.toString(), String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("SECRET", webhook.json().get("secret").asText());
        var process = builder.start();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> isOpen(port));

            assertThat(forged(url, "1")).isEqualTo(400);
            assertThat(forged(url, "none")).isEqualTo(400);
            client().send("POST", "/webhooks/" + webhook.id() + "/test", "");

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(output).content().matches("webhook\\.test [0-9a-f-]{36}\n"));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static String block(String language) throws IOException {
        var fence =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(fence.find()).as(language).isTrue();
        return fence.group(1);
    }

    /** What the receiver says to somebody who does not know the secret; also to one whose time is none. */
    private static int forged(String url, String time) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("webhook-id", "msg_forged")
                .header(
                        "webhook-timestamp",
                        time.equals("none") ? time : String.valueOf(System.currentTimeMillis() / 1000))
                .header("webhook-signature", "v1,AAAA v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=")
                .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"order.placed\",\"data\":{\"id\":1}}"))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isOpen(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }
}
