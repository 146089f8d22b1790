package dev.caravan.local.cli.integrationbench;

import dev.caravan.local.cli.benchmark.Sample;
import dev.caravan.local.cli.benchmark.Server;
import dev.caravan.local.cli.benchmark.Side;
import dev.caravan.local.cli.platform.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * One that tells a webhook of events. A turn begins with the first event that is sent to its topic, and ends when all are written down as
 * delivered.
 */
final class Teller implements Side {
    private static final int FIRST_GUESS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String name;
    private final Server server;
    private final OrderEvents events;
    private final String topic;
    private final Connection database;
    private final String delivered;
    private double perSecond = FIRST_GUESS;

    /**
     * One of them.
     *
     * @param name what it is called
     * @param server its process
     * @param events sends events
     * @param topic where it takes them from
     * @param database where it writes down what was delivered
     * @param delivered the query for the number of deliveries
     */
    Teller(String name, Server server, OrderEvents events, String topic, Connection database, String delivered) {
        this.name = name;
        this.server = server;
        this.events = events;
        this.topic = topic;
        this.database = database;
        this.delivered = delivered;
    }

    @Override
    public String name() {
        return name;
    }

    /** Tells of as many events as it did in the time at its last turn. */
    @Override
    public Sample run(int seconds) throws InterruptedException {
        var count = Math.max(FIRST_GUESS, (long) (perSecond * seconds));
        var before = delivered();
        var cpu = server.cpu();
        var begun = System.nanoTime();
        events.send(topic, count);
        while (delivered() < before + count) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new Failure(name + " has told of " + (delivered() - before) + " events of " + count + " only.");
            }
            Thread.sleep(50);
        }
        perSecond = count * 1e9 / (System.nanoTime() - begun);
        return new Sample(count, perSecond, server.cpu().minus(cpu).toNanos() / 1e3 / count);
    }

    private long delivered() {
        try (var statement = database.createStatement();
                var result = statement.executeQuery(delivered)) {
            return result.next() ? result.getLong(1) : 0;
        } catch (SQLException e) {
            throw new Failure("The deliveries of " + name + " cannot be counted: " + e.getMessage(), e);
        }
    }
}
