package dev.caravan.local.cli.cloud;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program of this machine, to be run to its end.
 *
 * @param command its name and arguments
 * @param directory where it runs
 * @param variables environment variables that it gets beyond those of this process
 */
record Program(List<String> command, Path directory, Map<String, String> variables) {

    private static final Map<String, String> PLACES = Map.of(
            "terraform", "https://developer.hashicorp.com/terraform/install",
            "aws", "https://aws.amazon.com/cli",
            "gcloud", "https://cloud.google.com/sdk",
            "kubectl", "https://kubernetes.io/docs/tasks/tools",
            "python3", "https://www.python.org");

    /** A program that runs in the checkout. */
    static Program of(String... command) {
        return new Program(List.of(command), Installation.current().root(), Map.of());
    }

    /**
     * Runs it at this terminal.
     *
     * @throws Failure if it does not succeed
     */
    void run() {
        var status = status();
        if (status != 0) {
            throw new Failure(name() + " ended with status " + status + "; what it printed says why.");
        }
    }

    /** Runs it at this terminal; its exit status. */
    int status() {
        var process = start(builder().inheritIO());
        var endsWithUs = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(endsWithUs);
        var status = await(process);
        Runtime.getRuntime().removeShutdownHook(endsWithUs);
        return status;
    }

    /**
     * Runs it; what it prints.
     *
     * @throws Failure if it does not succeed; its errors are shown at the terminal
     */
    String output() {
        var process = start(builder().redirectError(ProcessBuilder.Redirect.INHERIT));
        try {
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            succeeded(await(process));
            return output;
        } catch (IOException e) {
            throw new Failure("The output of " + name() + " cannot be read.", e);
        }
    }

    /**
     * What a program came to.
     *
     * @param status its exit status
     * @param output what it printed
     * @param errors what it complained of
     */
    record Result(int status, String output, String errors) {}

    /** Runs it, whatever comes of it. */
    Result attempt() {
        try {
            var complaints = Files.createTempFile("caravan", ".txt");
            try {
                var process = start(builder().redirectError(complaints.toFile()));
                process.getOutputStream().close();
                var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return new Result(await(process), output, Files.readString(complaints));
            } finally {
                Files.delete(complaints);
            }
        } catch (IOException e) {
            throw new Failure("The output of " + name() + " cannot be read.", e);
        }
    }

    /**
     * Runs it with an input, which is neither an argument nor a file that others could read.
     *
     * @throws Failure if it does not succeed
     */
    void consume(InputStream input) {
        var process = start(builder()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT));
        try (var out = process.getOutputStream()) {
            input.transferTo(out);
        } catch (IOException e) {
            throw new Failure("The input of " + name() + " cannot be written.", e);
        }
        succeeded(await(process));
    }

    /** The command as a person would type it. */
    @Override
    public String toString() {
        return String.join(
                " ",
                command.stream()
                        .map(word -> word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                        .toList());
    }

    private void succeeded(int status) {
        if (status != 0) {
            throw new Failure(name() + " " + command.get(1) + " ended with status " + status + ".");
        }
    }

    private String name() {
        return command.getFirst();
    }

    private ProcessBuilder builder() {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(variables);
        return builder;
    }

    private Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            var place = PLACES.get(name());
            throw new Failure(
                    "Cannot start " + name() + "." + (place == null ? "" : " If it is missing, install it: " + place),
                    e);
        }
    }

    private int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new Failure(name() + " was interrupted.", e);
        }
    }
}
