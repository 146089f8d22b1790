package dev.caravan.local.cli.integrationbench;

import dev.caravan.local.cli.benchmark.Benchmark.Bench;
import dev.caravan.local.cli.benchmark.Row;
import dev.caravan.local.cli.benchmark.Rows;
import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.process.Memory;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import java.util.Set;

/** I6: the memory of the whole platform with all integrations idle, and without them. */
final class IdleMemory {
    private static final String SERVICE = "integration";
    /** What stands on one machine for a mail provider and an ERP. */
    private static final Set<String> OTHERS_SERVERS = Set.of("mail", "sftp");

    private static final double GOAL_MEGABYTES = 200;
    private static final double MEGABYTE = 1e6;

    private IdleMemory() {}

    static void measure(Bench bench, Rows rows) {
        var supervisor = new Supervisor(bench.installation(), Progress.standard());
        var ports = new Ports(bench.portBase());
        // once to have caches and data, once to measure
        supervisor.up(LocalParts.parts(), ports, false, true).close();
        var session = supervisor.up(LocalParts.parts(), ports, false, true);
        try {
            var with = all(supervisor);
            OTHERS_SERVERS.forEach(name -> supervisor.stop(LocalParts.part(name)));
            var withoutServers = all(supervisor);
            supervisor.stop(LocalParts.part(SERVICE));
            var without = all(supervisor);
            rows.add(Row.bound(
                    "I6",
                    "memory of the platform with all integrations idle, beyond that without",
                    (withoutServers - without) / MEGABYTE,
                    GOAL_MEGABYTES,
                    "MB"));
            rows.note(
                    "I6: all parts of one machine hold %,.0f MB; %,.0f MB of them are the mail and the SFTP server, which elsewhere are other people's."
                            .formatted(with / MEGABYTE, (with - withoutServers) / MEGABYTE));
        } finally {
            session.close();
        }
    }

    private static double all(Supervisor supervisor) {
        return LocalParts.parts().stream()
                .mapToLong(part -> Memory.ofPart(supervisor.records(), part))
                .sum();
    }
}
