package dev.caravan.local.cli.cloud;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives Argo CD what it reads a private repository with. */
@Command(
        name = "repository-key",
        mixinStandardHelpOptions = true,
        description = "Put what Argo CD reads the private repository with into AWS Secrets Manager.",
        footer = {
            "",
            "Reads from standard input: a token that may read the repository (with --user), or a private SSH key.",
            "  ./caravan cloud repository-key dev --user argocd < token",
            "  ./caravan cloud repository-key dev < deploy-key",
            "Then set repository_private = true in the platform part's terraform.tfvars, and apply it; for a new key, raise",
            "repository_credentials_version there."
        })
public final class RepositoryKeyCommand implements Runnable {

    @Parameters(paramLabel = "ENV", description = "dev or prod.")
    private String name = "";

    @Option(names = "--user", paramLabel = "NAME", description = "The user of the token, for a repository over HTTPS.")
    private String user = "";

    @Override
    public void run() {
        var environment = CloudEnvironment.named(name);
        var key = read();
        var secret = environment
                .outputs("aws", environment.stateBucket())
                .path("repository_secret_id")
                .asText();
        if (secret.isEmpty()) {
            throw new Failure("The aws part is not applied yet: ./caravan cloud apply " + name + " aws.");
        }
        Program.of(
                        "aws",
                        "secretsmanager",
                        "put-secret-value",
                        "--region",
                        environment.awsRegion(),
                        "--secret-id",
                        secret,
                        "--secret-string",
                        "file:///dev/stdin")
                .consume(new ByteArrayInputStream(credentials(user, key).getBytes(StandardCharsets.UTF_8)));
        System.out.println(
                "Argo CD of " + name + " can be given the key: ./caravan cloud apply " + name + " platform.");
    }

    /**
     * The secret's content, as the platform stack reads it.
     *
     * @throws Failure if the key is neither
     */
    static String credentials(String user, String key) {
        if (key.contains("PRIVATE KEY")) {
            return Json.line(Map.of("sshPrivateKey", key.strip() + "\n"));
        }
        if (user.isEmpty() || key.isBlank() || key.strip().contains("\n")) {
            throw new Failure(
                    "Standard input holds neither a private SSH key nor, with --user NAME, one line with a token.");
        }
        return Json.line(Map.of("username", user, "password", key.strip()));
    }

    private static String read() {
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Failure("Standard input cannot be read.", e);
        }
    }
}
