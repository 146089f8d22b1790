package dev.caravan.local.cli.cloud;

import java.util.ArrayList;
import java.util.List;

/**
 * An environment's cluster, as the programs of AWS and Kubernetes know it.
 *
 * @param name its name, which {@link #login} makes that of the context too
 * @param region where it is
 */
record EksCluster(String name, String region) {

    /** Lets {@link #kubectl} in. */
    Program login() {
        return Program.of("aws", "eks", "update-kubeconfig", "--name", name, "--region", region, "--alias", name);
    }

    /** {@code kubectl} on this cluster. */
    Program kubectl(String... arguments) {
        var command = new ArrayList<>(List.of("kubectl", "--context", name));
        command.addAll(List.of(arguments));
        return Program.of(command.toArray(String[]::new));
    }
}
