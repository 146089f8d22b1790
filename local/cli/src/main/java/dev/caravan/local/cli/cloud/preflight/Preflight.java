package dev.caravan.local.cli.cloud.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** What would stop a part of an environment from coming up, in words that lead to the mend. */
public final class Preflight {

    /** What to do where AWS takes nobody for the caller. */
    public static final String NOT_SIGNED_IN = "AWS does not know you: sign in (aws sso login) and set AWS_PROFILE.";

    private final Environment environment;
    private final Clouds clouds;

    /**
     * The preflight of an environment.
     *
     * @param root the checkout
     * @param name {@code dev} or {@code prod}
     * @param clouds the command lines of both clouds
     */
    public Preflight(Path root, String name, Clouds clouds) {
        this.environment = new Environment(root, name);
        this.clouds = clouds;
    }

    /**
     * One sentence or two for each thing that is missing; none if the part can be applied.
     *
     * @param part {@code aws}, {@code gcp} or {@code platform}
     * @param aws what the aws root says of itself; asked for the platform only
     */
    public List<String> findings(String part, Supplier<JsonNode> aws) throws IOException {
        return switch (part) {
            case "aws" -> new AwsPreflight(environment, clouds).findings();
            case "gcp" -> new GooglePreflight(environment, clouds).findings();
            case "platform" -> new PlatformPreflight(environment, clouds, aws.get()).findings();
            default -> throw new IllegalArgumentException("no part: " + part);
        };
    }
}
