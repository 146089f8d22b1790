package dev.caravan.local.cli.cloud.rotation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The namespace of the services.
 *
 * @param kubectl the cluster
 * @param namespace where the services are
 * @param patience how long one step may take
 */
public record Cluster(Kubectl kubectl, String namespace, Duration patience) {

    JsonNode get(String... what) {
        var arguments = new ArrayList<>(List.of("get"));
        arguments.addAll(List.of(what));
        arguments.add("--output=json");
        return Json.read(run(arguments.toArray(String[]::new)));
    }

    void create(JsonNode manifest) {
        kubectl.run(manifest.toString(), "create", "--namespace=" + namespace, "--filename=-");
    }

    String run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--namespace=" + namespace);
        return kubectl.run("", all.toArray(String[]::new));
    }

    void await(Supplier<String> otherwise, BooleanSupplier condition) {
        await(patience, otherwise, condition);
    }

    /**
     * Returns when a condition holds.
     *
     * @throws Failure that says something else, when it has not held for the patience that there is
     */
    public static void await(Duration patience, Supplier<String> otherwise, BooleanSupplier condition) {
        var deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() - deadline > 0) {
                    throw new Failure(otherwise.get());
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("The rotation was interrupted; run it again to go on with it.", e);
        }
    }
}
