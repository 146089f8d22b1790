package dev.caravan.local.cli.cloud;

import dev.caravan.local.cli.platform.Failure;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives Fluent Bit its key for Cloud Logging. */
@Command(
        name = "fluent-bit-key",
        mixinStandardHelpOptions = true,
        description = "Make a key for Fluent Bit's Google service account, and put it into AWS Secrets Manager.",
        footer = {
            "",
            "The key goes from one program to the other, through no file and no Terraform state. Run it again to"
                    + " rotate the",
            "key; delete the old one with gcloud iam service-accounts keys delete."
        })
public final class FluentBitKeyCommand implements Runnable {

    @Parameters(paramLabel = "ENV", description = "dev or prod.")
    private String name = "";

    @Override
    public void run() {
        var environment = CloudEnvironment.named(name);
        var target = environment.outputs("gcp", environment.stateBucket()).path("fluent_bit");
        var account = target.path("service_account").asText();
        if (account.isEmpty()) {
            throw new Failure("The gcp part is not applied yet: ./caravan cloud apply " + name + " gcp.");
        }
        var key = Program.of(
                        "gcloud",
                        "iam",
                        "service-accounts",
                        "keys",
                        "create",
                        "/dev/stdout",
                        "--iam-account=" + account)
                .output();
        Program.of(
                        "aws",
                        "secretsmanager",
                        "put-secret-value",
                        "--region",
                        environment.awsRegion(),
                        "--secret-id",
                        target.path("secret_id").asText(),
                        "--secret-string",
                        "file:///dev/stdin")
                .consume(new ByteArrayInputStream(key.getBytes(StandardCharsets.UTF_8)));
        System.out.println("Fluent Bit has a new key for " + account + ".");
    }
}
