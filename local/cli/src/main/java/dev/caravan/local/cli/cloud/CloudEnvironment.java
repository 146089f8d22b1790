package dev.caravan.local.cli.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.cloud.preflight.Preflight;
import dev.caravan.local.cli.cloud.preflight.TerraformVariables;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An environment in the clouds, described in {@code terraform/envs}.
 *
 * @param name {@code dev} or {@code prod}
 * @param directory where it is described
 * @param awsRegion the region of its AWS side
 * @param googleRegion the region of its Google side
 */
record CloudEnvironment(String name, Path directory, String awsRegion, String googleRegion) {

    /** Its Terraform roots, in the order in which they are applied; they are destroyed in the opposite one. */
    static final List<String> ROOTS = List.of("aws", "gcp", "platform");

    /**
     * The environment of a name.
     *
     * @throws Failure if there is none
     */
    static CloudEnvironment named(String name) {
        return in(Installation.current().root().resolve("terraform/envs"), name);
    }

    static CloudEnvironment in(Path environments, String name) {
        var directory = environments.resolve(name);
        if (!List.of("dev", "prod").contains(name)) {
            throw new Failure("There is no environment \"" + name + "\". The environments are: dev, prod.");
        }
        try {
            var description = Json.read(Files.readString(directory.resolve("environment.json")));
            return new CloudEnvironment(
                    name,
                    directory,
                    description.at("/aws/region").asText(),
                    description.at("/google/region").asText());
        } catch (IOException e) {
            throw new Failure("Cannot read " + directory.resolve("environment.json") + ".", e);
        }
    }

    /** The roots to work on: one, or all. */
    static List<String> roots(String chosen) {
        if (chosen.equals("all")) {
            return ROOTS;
        }
        if (!ROOTS.contains(chosen)) {
            throw new Failure("There is no part \"" + chosen + "\". The parts are: aws, gcp, platform, all.");
        }
        return List.of(chosen);
    }

    /** The bucket that keeps the state; its name has the account's number, because bucket names are unique in the world. */
    String stateBucket(String account) {
        return "caravan-" + name + "-state-" + account;
    }

    /** The bucket in the account that the caller is signed in to. */
    String stateBucket() {
        var account = Program.of("aws", "sts", "get-caller-identity", "--query", "Account", "--output", "text")
                .attempt();
        if (account.status() != 0) {
            throw new Failure(
                    Preflight.NOT_SIGNED_IN + " AWS said: " + account.errors().strip());
        }
        return stateBucket(account.output().strip());
    }

    /** Terraform in a root, with the state bucket made known to it. */
    Program terraform(String root, String stateBucket, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add("terraform");
        command.addAll(arguments);
        return new Program(
                command,
                directory.resolve(root),
                root.equals("aws") ? Map.of() : Map.of("TF_VAR_state_bucket", stateBucket));
    }

    /** Gets a root's providers and connects it to its state. */
    void initialise(String root, String stateBucket) {
        var status = terraform(
                        root,
                        stateBucket,
                        List.of(
                                "init",
                                "-input=false",
                                "-reconfigure",
                                "-backend-config=bucket=" + stateBucket,
                                "-backend-config=region=" + awsRegion))
                .status();
        if (status != 0) {
            throw new Failure(
                    "Terraform could not open the state of " + name + "; what it printed says why. If the bucket "
                            + stateBucket + " is not there: ./caravan cloud bootstrap " + name + ".");
        }
    }

    /** A value of a part's own {@code terraform.tfvars}; empty if it names none. */
    String variable(String root, String variable) {
        try {
            return TerraformVariables.read(directory.resolve(root).resolve("terraform.tfvars"))
                    .text(variable);
        } catch (IOException e) {
            throw new Failure("Cannot read the values of " + name + "'s " + root + " part.", e);
        }
    }

    /** What an applied root says of itself. */
    JsonNode outputs(String root, String stateBucket) {
        initialise(root, stateBucket);
        return Json.read(terraform(root, stateBucket, List.of("output", "-json", "stack"))
                .output());
    }

    /** The same of a root that may be applied half, or not at all: then it says nothing. */
    Optional<JsonNode> outputsOfWhatIsThere(String root, String stateBucket) {
        initialise(root, stateBucket);
        var result = terraform(root, stateBucket, List.of("output", "-json", "stack"))
                .attempt();
        return result.status() == 0 ? Optional.of(Json.read(result.output())) : Optional.empty();
    }

    /** Whether a root's state has nothing in it. Initialise it first. */
    boolean holdsNothing(String root, String stateBucket) {
        return terraform(root, stateBucket, List.of("state", "list"))
                .attempt()
                .output()
                .isBlank();
    }
}
