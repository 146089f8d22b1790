package dev.caravan.local.cli.up;

import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.platform.Installation;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints logs. */
@Command(name = "logs", mixinStandardHelpOptions = true, description = "Print the logs, one line a record.")
public final class LogsCommand implements Callable<Integer> {

    private static final long LOOK_EVERY_MILLIS = 250;

    @Parameters(arity = "0..1", paramLabel = "PART", description = "Only this part; all parts if none is named.")
    private @Nullable String part;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written from now on, until Ctrl-C.")
    private boolean follow;

    private final Map<Path, Long> positions = new HashMap<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var installation = Installation.current();
        var names = part == null
                ? LocalParts.all().stream().map(spec -> spec.name()).toList()
                : List.of(LocalParts.part(part).name());
        do {
            for (var name : names) {
                print(name, installation.log(name), names.size() > 1);
            }
            System.out.flush();
            if (follow) {
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        } while (follow && !System.out.checkError());
        return 0;
    }

    /** Prints the whole lines that were added since the last look; a shorter file is a new one. */
    private void print(String name, Path log, boolean named) throws IOException {
        if (!Files.exists(log)) {
            return;
        }
        try (var channel = FileChannel.open(log)) {
            var position = positions.getOrDefault(log, 0L);
            if (channel.size() < position) {
                position = 0L;
            }
            channel.position(position);
            var text = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            var end = follow ? text.lastIndexOf('\n') + 1 : text.length();
            text.substring(0, end).lines().forEach(line -> System.out.println(named ? name + " | " + line : line));
            positions.put(log, position + text.substring(0, end).getBytes(StandardCharsets.UTF_8).length);
        }
    }
}
