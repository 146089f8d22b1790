package dev.caravan.local.cli.process;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.terminal.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is written down about the running platform and its processes, so that any later command finds them again.
 *
 * @param installation where
 */
public record Records(Installation installation) {

    /** How a part stands, by what its owner last did with it. */
    public enum Wish {
        /** It shall run. */
        RUN,
        /** It was stopped by a command. */
        STOPPED,
        /** It was killed by a command. */
        KILLED
    }

    /**
     * A part's record.
     *
     * @param process its last process
     * @param wish what its owner last did with it
     */
    public record PartRecord(RunningPart process, Wish wish) {}

    /**
     * The platform's record.
     *
     * @param ports its ports
     * @param dataName its data
     * @param parts the names of its parts
     * @param since when it was started
     * @param owner the {@code up} that stays with it; empty once it is detached
     * @param ready whether every part became ready
     */
    public record PlatformRecord(
            Ports ports,
            String dataName,
            List<String> parts,
            Instant since,
            Optional<RunningPart> owner,
            boolean ready) {

        /** The same platform with all its parts ready, and with another owner. */
        public PlatformRecord readyFor(Optional<RunningPart> newOwner) {
            return new PlatformRecord(ports, dataName, parts, since, newOwner, true);
        }
    }

    /** The platform's record; empty when nothing is up. */
    public Optional<PlatformRecord> platform() {
        return read(platformFile()).map(json -> {
            var parts = new ArrayList<String>();
            json.path("parts").forEach(part -> parts.add(part.asText()));
            var owner = json.path("owner");
            return new PlatformRecord(
                    new Ports(json.path("port_base").asInt(), json.path("bind").asText(Ports.LOOPBACK)),
                    json.path("data").asText(Installation.DATA),
                    List.copyOf(parts),
                    Instant.ofEpochMilli(json.path("since").asLong()),
                    owner.isObject() ? Optional.of(process(owner)) : Optional.empty(),
                    json.path("ready").asBoolean());
        });
    }

    /** The ports of the platform that is up, else the default ones. */
    public Ports ports() {
        return platform().map(PlatformRecord::ports).orElseGet(() -> new Ports(Ports.DEFAULT_BASE));
    }

    /** Writes the platform's record. */
    public void write(PlatformRecord platform) {
        var json = new LinkedHashMap<String, Object>();
        json.put("port_base", platform.ports().base());
        json.put("bind", platform.ports().bind());
        json.put("data", platform.dataName());
        json.put("parts", platform.parts());
        json.put("since", platform.since().toEpochMilli());
        platform.owner().ifPresent(owner -> json.put("owner", json(owner)));
        json.put("ready", platform.ready());
        write(platformFile(), json);
    }

    /** Forgets the platform. */
    public void forgetPlatform() {
        delete(platformFile());
    }

    /** A part's record; empty if it was never started or is forgotten. */
    public Optional<PartRecord> part(String name) {
        return read(partFile(name))
                .map(json -> new PartRecord(
                        process(json), Wish.valueOf(json.path("wish").asText(Wish.RUN.name()))));
    }

    /** A part's process, if it runs. */
    public Optional<RunningPart> running(String name) {
        return part(name).map(PartRecord::process).filter(RunningPart::isAlive);
    }

    /** Writes a part's record. */
    public void write(String name, PartRecord part) {
        var json = json(part.process());
        json.put("wish", part.wish().name());
        write(partFile(name), json);
    }

    /** Forgets a part. */
    public void forget(String name) {
        delete(partFile(name));
    }

    private Path platformFile() {
        return installation.run().resolve("platform.json");
    }

    private Path partFile(String name) {
        return installation.run().resolve(name + ".part.json");
    }

    private static RunningPart process(com.fasterxml.jackson.databind.JsonNode json) {
        return new RunningPart(
                json.path("pid").asLong(),
                Instant.ofEpochMilli(json.path("started").asLong()));
    }

    private static Map<String, Object> json(RunningPart process) {
        var json = new LinkedHashMap<String, Object>();
        json.put("pid", process.pid());
        json.put("started", process.started().toEpochMilli());
        return json;
    }

    private static Optional<com.fasterxml.jackson.databind.JsonNode> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Json.read(Files.readString(file))) : Optional.empty();
        } catch (IOException e) {
            throw new Failure("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static void write(Path file, Map<String, Object> json) {
        try {
            var unfinished = file.resolveSibling(
                    file.getFileName() + "." + ProcessHandle.current().pid());
            Files.writeString(unfinished, Json.write(json));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Failure(
                    "Cannot write " + file + ": " + e.getMessage()
                            + ". Free some space, or make the directory writable.",
                    e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new Failure("Cannot delete " + file + ": " + e.getMessage(), e);
        }
    }
}
