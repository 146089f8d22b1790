package dev.caravan.local.cli.cloud;

import dev.caravan.local.cli.git.GitRemote;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings what is checked out to an environment: from tests to the commit that Argo CD rolls out. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description =
                "Test, build images, push them with what they are made of and how, and commit their tag: the rollout.",
        footer = {
            "",
            "What is released is what is checked out: nothing may be changed and not committed, and the branch that is",
            "synced must have it. Rolling back is git revert of the commit that this makes."
        })
public final class ReleaseCommand implements Runnable {

    /** Three numbers: a tag of two, such as 1.10, would be a number in YAML, and another one. */
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?");

    @Parameters(index = "0", paramLabel = "VERSION", description = "Such as 1.4.0; never used before.")
    private String version = "";

    @Parameters(index = "1", paramLabel = "ENV", description = "dev or prod.")
    private String name = "";

    @Option(names = "--tested", description = "The tests of this commit have passed already: do not run them again.")
    private boolean tested;

    @Option(names = "--registry", paramLabel = "HOST", description = "Another registry than the environment's own.")
    private String registry = "";

    @Option(
            names = "--remote",
            paramLabel = "URL",
            description = "The git repository that is synced (default: the remote origin).")
    private String remote = "";

    @Option(names = "--branch", paramLabel = "NAME", description = "Its branch (default: ${DEFAULT-VALUE}).")
    private String branch = "main";

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "Build and push only this one; may be repeated. The others must have the version already.")
    private List<String> services = new ArrayList<>();

    @Override
    public void run() {
        var environment = CloudEnvironment.named(name);
        var root = Installation.current().root();
        if (!VERSION.matcher(version).matches()) {
            throw new Failure("\"" + version + "\" is no version: say three numbers, such as 1.4.0 or 1.4.0-rc.1.");
        }
        var source = remote.isEmpty() ? git(root, "remote", "get-url", "origin") : remote;
        refuseUncommitted(root);
        if (!tested) {
            say("Testing");
            new Program(List.of(root.resolve("caravan").toString(), "test"), root, Map.of()).run();
        }
        say("Building the images of " + version);
        image(root, Map.of(), "build", List.of("--tag", version));
        var host = registry.isEmpty() ? ownRegistry(environment) : registry;
        say("Pushing them to " + host);
        push(root, environment, host);
        if (Overlay.isReleased(root, name, version)) {
            System.out.println(
                    "The overlay of " + name + " names " + version + " already: nothing is to be committed.");
            return;
        }
        say("Committing " + version + " to " + Overlay.file(name) + " of " + source);
        try {
            var commit = new GitRemote(source, branch)
                    .commit(
                            "Release " + version + " to " + name,
                            Overlay.file(name),
                            text -> Overlay.release(text, version));
            System.out.println("Released " + version + " to " + name + " by commit " + commit
                    + ". Argo CD rolls it out within three minutes: kubectl -n argocd get application services-"
                    + name);
        } catch (IOException e) {
            throw new Failure("The release could not be committed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("The release was interrupted before its commit: the images are pushed.", e);
        }
    }

    private static void refuseUncommitted(Path root) {
        var changed = git(root, "status", "--porcelain");
        if (!changed.isEmpty()) {
            throw new Failure("Not all is committed, so nobody could tell what was released:\n" + changed);
        }
    }

    private String ownRegistry(CloudEnvironment environment) {
        var repository = environment
                .outputs("aws", environment.stateBucket())
                .at("/image_repositories/api-gateway")
                .asText();
        if (repository.isEmpty()) {
            throw new Failure("There is no registry yet: ./caravan cloud apply " + name + " aws.");
        }
        return repository.substring(0, repository.indexOf('/'));
    }

    /** Pushes with credentials that last twelve hours at most, and are on this machine for as long as it takes. */
    private void push(Path root, CloudEnvironment environment, String host) {
        Path credentials = null;
        try {
            credentials = Files.createTempDirectory(
                    "caravan-release",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var variables = Map.of("DOCKER_CONFIG", credentials.toString());
            if (host.contains(".dkr.ecr.")) {
                var password = Program.of("aws", "ecr", "get-login-password", "--region", environment.awsRegion())
                        .output();
                var login = new ArrayList<>(image(root, "push"));
                login.addAll(List.of("--login", host));
                new Program(login, root, variables)
                        .consume(new ByteArrayInputStream(password.getBytes(StandardCharsets.UTF_8)));
            }
            image(root, variables, "push", List.of("--registry", host, "--tag", version));
        } catch (IOException e) {
            throw new Failure("The registry's credentials cannot be kept: " + e.getMessage(), e);
        } finally {
            delete(credentials);
        }
    }

    private static List<String> image(Path root, String script) {
        return List.of(root.resolve("services/image/" + script).toString());
    }

    private void image(Path root, Map<String, String> variables, String script, List<String> arguments) {
        var command = new ArrayList<>(image(root, script));
        command.addAll(services);
        command.addAll(arguments);
        new Program(command, root, variables).run();
    }

    private static String git(Path root, String... arguments) {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return new Program(command, root, Map.of()).output().strip();
    }

    private static void say(String what) {
        System.out.println("=== " + what);
        System.out.flush();
    }

    private static void delete(@Nullable Path directory) {
        if (directory != null) {
            try {
                Installation.delete(directory);
            } catch (IOException e) {
                System.err.println("caravan: " + directory + " holds a registry's password and could not be deleted: "
                        + e.getMessage());
            }
        }
    }
}
