package dev.caravan.local.cli.cloud;

import dev.caravan.local.cli.cloud.rotation.Login;
import dev.caravan.local.cli.cloud.rotation.Vault;
import dev.caravan.local.cli.terminal.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * AWS Secrets Manager. Passwords pass through pipes only.
 *
 * @param region the environment's
 * @param names the secrets' own names, by what a rotation calls them
 */
record SecretsManager(String region, Map<String, String> names) implements Vault {

    @Override
    public Login read(String secret) {
        return Login.of(Json.read(
                aws("get-secret-value", "--secret-id", name(secret), "--query", "SecretString", "--output", "text")
                        .output()));
    }

    @Override
    public void write(String secret, Login login) {
        aws("put-secret-value", "--secret-id", name(secret), "--secret-string", "file:///dev/stdin")
                .consume(new ByteArrayInputStream(login.json().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String newPassword() {
        return aws(
                        "get-random-password",
                        "--password-length",
                        "40",
                        "--exclude-punctuation",
                        "--query",
                        "RandomPassword",
                        "--output",
                        "text")
                .output()
                .strip();
    }

    private String name(String secret) {
        return names.getOrDefault(secret, secret);
    }

    private Program aws(String operation, String... arguments) {
        var command = new ArrayList<>(List.of("aws", "secretsmanager", operation, "--region", region));
        command.addAll(List.of(arguments));
        return Program.of(command.toArray(String[]::new));
    }
}
