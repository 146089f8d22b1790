package dev.caravan.local.cli.benchmark;

import dev.caravan.local.cli.benchmark.Benchmark.Bench;
import dev.caravan.local.cli.part.LocalParts;
import dev.caravan.local.cli.platform.Platform;
import dev.caravan.local.cli.platform.Ports;
import dev.caravan.local.cli.process.Session;
import dev.caravan.local.cli.process.Supervisor;
import dev.caravan.local.cli.terminal.Progress;
import dev.caravan.local.cli.token.Tokens;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What measurements stand on: the platform's database, broker and issuer with empty data of their own, and a place for
 * servers under measurement, all in processes of their own.
 */
public final class Bed implements AutoCloseable {

    /** The data of benchmarks, which begin empty and must not touch anybody's own. */
    private static final String DATA = "bench-data";

    /** Beyond the ports of the platform's parts. */
    private static final int FIRST_PEER_PORT = 20;

    private static final int MANAGEMENT = 1000;

    private final Bench bench;
    private final Session session;
    private final Progress progress;
    private final Deque<Server> servers = new ArrayDeque<>();
    private int peers;

    private Bed(Bench bench, Session session, Progress progress) {
        this.bench = bench;
        this.session = session;
        this.progress = progress;
    }

    /** Brings up the named parts. */
    public static Bed of(Bench bench, String... parts) {
        var progress = Progress.standard();
        var supervisor = new Supervisor(bench.installation().withData(DATA), progress);
        var session = supervisor.up(
                List.of(parts).stream().map(LocalParts::part).toList(), new Ports(bench.portBase()), true, true);
        return new Bed(bench, session, progress);
    }

    public Platform platform() {
        return session.platform();
    }

    public Progress progress() {
        return progress;
    }

    public Benchmark.Effort effort() {
        return bench.effort();
    }

    /** A token for an hour. */
    public String token(String subject, String... scopes) {
        return new Tokens(platform()).token(subject, scopes);
    }

    /** Starts one of the platform's services as it is deployed, with settings that differ from those on one machine. */
    public Server service(String part, Map<String, String> settings) throws InterruptedException {
        progress.line("Starting " + part);
        return start(part, part, Server.JVM, environment(part, settings));
    }

    /** Starts one of the platform's services with a heap of so many megabytes. */
    public Server small(String part, int heap, Map<String, String> settings) throws InterruptedException {
        progress.line("Starting " + part + " with " + heap + " MB");
        return start(part, part, List.of("-Xmx" + heap + "m", "-XX:+UseSerialGC"), environment(part, settings));
    }

    /** Starts one of the platform's services once more, beside others of its kind, with settings of its own. */
    public Peer variant(String part, String name, Map<String, String> settings) throws InterruptedException {
        var port = peerPort();
        var environment = new HashMap<>(Map.of(
                "SERVER_PORT", String.valueOf(port), "MANAGEMENT_SERVER_PORT", String.valueOf(port + MANAGEMENT)));
        environment.putAll(settings);
        progress.line("Starting " + name);
        var server = start(part, name, Server.JVM, environment(part, environment));
        return new Peer(server, "http://localhost:" + port);
    }

    /** Where a platform's service listens. */
    public String url(Ports.Name name) {
        return platform().ports().url(name);
    }

    /** Starts one of the peers, which then listens at {@link Peer#url}. */
    public Peer peer(String name, Map<String, String> settings) throws InterruptedException {
        var port = peerPort();
        var environment = new HashMap<>(settings);
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("MANAGEMENT_SERVER_PORT", String.valueOf(port + MANAGEMENT));
        environment.put("ISSUER_URL", url(Ports.Name.ISSUER));
        progress.line("Starting " + name);
        var jar = bench.installation().root().resolve("bench/" + name + "/target/" + name + ".jar");
        return new Peer(keep(Server.startJar(name, jar, environment, log(name))), "http://localhost:" + port);
    }

    /** Starts an nginx. */
    public Peer nginx(String name, String program, Nginx nginx) throws InterruptedException {
        var port = peerPort();
        progress.line("Starting " + name);
        var server = keep(nginx.start(name, program, port, bench.installation(), log(name)));
        var url = "http://localhost:" + port;
        server.awaitReady(url + "/ready");
        return new Peer(server, url);
    }

    /**
     * A server that the platform is compared with.
     *
     * @param server its process
     * @param url where it listens
     */
    public record Peer(Server server, String url) {

        public int port() {
            return URI.create(url).getPort();
        }

        /** Its metrics. */
        public String metrics() {
            return "http://localhost:" + (port() + MANAGEMENT) + "/metrics";
        }
    }

    /** The database, as a role. */
    public Connection database(String role) throws SQLException {
        var settings = platform().database(role);
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + settings.get("DB_PORT") + "/" + settings.get("DB_NAME"),
                role,
                settings.get("DB_PASSWORD"));
    }

    /** Stops the servers, but not the parts. */
    public void stopServers() {
        while (!servers.isEmpty()) {
            servers.pop().close();
        }
    }

    @Override
    public void close() {
        stopServers();
        session.close();
    }

    private Map<String, String> environment(String part, Map<String, String> settings) {
        var environment = new HashMap<>(LocalParts.part(part).environment().apply(platform()));
        environment.putAll(settings);
        return environment;
    }

    private Server start(String part, String name, List<String> jvm, Map<String, String> environment)
            throws InterruptedException {
        var jar = LocalParts.part(part).launch().jar(bench.installation());
        return keep(Server.startJar(name, jvm, jar, environment, log(name)));
    }

    private Server keep(Server server) {
        servers.push(server);
        return server;
    }

    private int peerPort() {
        return bench.portBase() + FIRST_PEER_PORT + peers++;
    }

    private Path log(String name) {
        return bench.installation().log("bench-" + name);
    }
}
