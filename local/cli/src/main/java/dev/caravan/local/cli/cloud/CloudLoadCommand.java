package dev.caravan.local.cli.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts load on an environment in the clouds. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "Load an environment in the clouds with k6, signed in as its operator.",
        footer = {"", "Watch the autoscalers meanwhile: kubectl get hpa -n ecommerce --watch"})
public final class CloudLoadCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ENV", description = "dev or prod.")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SCENARIO",
            description = "A script of k6/scenarios, or load-test (default: ${DEFAULT-VALUE}).")
    private String scenario = "smoke";

    @Override
    public Integer call() {
        var environment = CloudEnvironment.named(name);
        var root = Installation.current().root();
        var script =
                root.resolve(scenario.equals("load-test") ? "k6/load-test.js" : "k6/scenarios/" + scenario + ".js");
        if (!script.toFile().exists()) {
            throw new Failure("There is no scenario \"" + scenario + "\": " + script + " is not there.");
        }
        var aws = environment.outputs("aws", environment.stateBucket());
        var client = Json.read(Program.of(
                        "aws",
                        "secretsmanager",
                        "get-secret-value",
                        "--region",
                        environment.awsRegion(),
                        "--secret-id",
                        aws.path("operator_client_secret_id").asText(),
                        "--query",
                        "SecretString",
                        "--output",
                        "text")
                .output());
        var k6 = Program.of(root.resolve("k6/install").toString()).output().strip();
        var scopes = new ArrayList<String>();
        description(root).at("/oidc/scopes").forEach(scope -> scopes.add(scope.asText()));
        return new Program(List.of(k6, "run", script.toString()), root, variables(aws, client, scopes)).status() == 0
                ? 0
                : 1;
    }

    private static JsonNode description(Path root) {
        try {
            return Json.read(Files.readString(root.resolve("terraform/platform.json")));
        } catch (IOException e) {
            throw new Failure("Cannot read terraform/platform.json.", e);
        }
    }

    /** What k6's scripts are told: where the gateway is, and how the operator signs in. */
    static Map<String, String> variables(JsonNode aws, JsonNode client, List<String> scopes) {
        var audience = aws.at("/identity/audience").asText();
        var variables = new LinkedHashMap<String, String>();
        variables.put("API_GATEWAY_URL", "https://" + aws.path("gateway_host").asText());
        variables.put("OIDC_TOKEN_URL", aws.at("/identity/token_url").asText());
        variables.put("OIDC_CLIENT_ID", client.path("client_id").asText());
        variables.put("OIDC_CLIENT_SECRET", client.path("client_secret").asText());
        // Cognito calls a scope by its resource server: caravan/catalog:write.
        variables.put(
                "OIDC_SCOPE",
                scopes.stream().map(scope -> audience + "/" + scope).collect(Collectors.joining(" ")));
        return variables;
    }
}
