package dev.caravan.local.cli.process;

import dev.caravan.local.cli.observe.Observation;
import dev.caravan.local.cli.part.Launch;
import dev.caravan.local.cli.part.PartSpec;
import dev.caravan.local.cli.platform.Disk;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.platform.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Launches the processes of parts.
 *
 * @param platform the platform that they belong to
 * @param owner the process with which they shall end; empty if they shall stay
 */
record Launcher(Platform platform, Optional<Long> owner) {

    /** What a part may see of the environment that Caravan was started in; everything else would be an accident. */
    private static final List<String> INHERITED = List.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "TZ");

    /**
     * Ctrl-C and a closed terminal reach every process of a terminal: parts ignore them, because Caravan stops its parts
     * in order.
     */
    private static final List<String> WITHOUT_TERMINAL = List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "part");

    private static final Pattern OPTION = Pattern.compile("'([^']*)'|\\S+");

    /** Starts the process of a part, with a new log. */
    RunningPart launch(PartSpec part, StartupCache.Use use) {
        var installation = platform.installation();
        try {
            var log = installation.log(part.name());
            if (Files.exists(log)) {
                Files.move(log, log.resolveSibling(part.name() + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            var command = new ArrayList<>(WITHOUT_TERMINAL);
            command.addAll(command(part, use));
            var builder = new ProcessBuilder(command)
                    .directory(installation.home().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(new java.io.File("/dev/null"))
                    .redirectOutput(log.toFile());
            var environment = builder.environment();
            environment.keySet().retainAll(INHERITED);
            environment.putAll(Observation.environment(platform));
            environment.putAll(part.environment().apply(platform));
            owner.ifPresent(pid -> environment.put("CARAVAN_PARENT_PID", String.valueOf(pid)));
            return RunningPart.of(builder.start().toHandle());
        } catch (IOException e) {
            throw Disk.failure(part.name() + " cannot be started", e);
        }
    }

    /** The command of a part. */
    List<String> command(PartSpec part, StartupCache.Use use) throws IOException {
        var installation = platform.installation();
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(part.jvmOptions());
        command.addAll(StartupCache.of(part, installation).options(use));
        switch (part.launch()) {
            case Launch.Module module -> {
                var target = module.target(installation);
                command.addAll(options(target.resolve("jvm.options")));
                command.add("-cp");
                command.add(Files.readString(target.resolve("classpath")).strip());
                command.add(module.mainClass());
            }
            case Launch.Service service -> {
                command.add("-jar");
                command.add((use == StartupCache.Use.PACKED
                                ? service.jar(installation)
                                : unpacked(part, service, installation))
                        .toString());
            }
        }
        return command;
    }

    /** What {@code java @file} reads from it, as far as parts need: options between blanks, or in quotes. */
    private static List<String> options(Path file) throws IOException {
        return OPTION.matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1) == null ? found.group() : found.group(1))
                .filter(option -> !option.startsWith("-Xshare")) // excludes a start-up cache, which does what it says
                .toList();
    }

    /** Whether the build has made what the part runs. */
    static boolean isBuilt(PartSpec part, Installation installation) {
        return Files.exists(part.launch().jar(installation));
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** An executable jar starts faster, and can have a cache, when its libraries are files of their own. */
    private static Path unpacked(PartSpec part, Launch.Service service, Installation installation) throws IOException {
        var jar = service.jar(installation);
        var parent = installation.cache().resolve("services");
        var directory = parent.resolve(part.name() + "-" + StartupCache.fingerprint(part, installation));
        if (!Files.exists(directory)) {
            Files.createDirectories(parent);
            try (var former = Files.newDirectoryStream(parent, part.name() + "-????????????????")) {
                for (var build : former) {
                    Installation.delete(build);
                }
            }
            var unfinished = directory.resolveSibling(directory.getFileName() + ".unfinished");
            Installation.delete(unfinished);
            run(java(), "-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", unfinished.toString());
            move(unfinished, directory);
        }
        return directory.resolve(jar.getFileName());
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    private static void run(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", e);
        }
    }

    /** The settings that the part gets, for messages and tests. */
    Map<String, String> settings(PartSpec part) {
        return part.environment().apply(platform);
    }
}
