package dev.caravan.local.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who reaches whom, computed from network policies as Kubernetes defines them: a connection is allowed when the policies
 * that select its source let it out and those that select its destination let it in; a pod that no policy of a direction
 * selects is open in that direction.
 *
 * @param policies the network policies of the namespace
 */
record Reachability(List<Manifest> policies) {

    /**
     * One end of a connection.
     *
     * @param name what it is called
     * @param namespace the labels of its namespace; null outside the cluster
     * @param labels its labels; empty outside the cluster
     * @param address its address; pods have one of the VPC, so that address blocks can mean them
     * @param ports the ports that are tried on it, by name
     * @param governed whether the policies apply to it
     */
    record End(
            String name,
            @Nullable Map<String, String> namespace,
            Map<String, String> labels,
            String address,
            Map<String, Integer> ports,
            boolean governed) {}

    /** Each connection that is allowed among the ends, as {@code from -> to:port}. */
    Set<String> allowed(List<End> ends) {
        var allowed = new TreeSet<String>();
        for (var from : ends) {
            for (var to : ends) {
                if (from.equals(to) || (!from.governed() && !to.governed())) {
                    continue;
                }
                to.ports().forEach((name, port) -> {
                    if (passes("Egress", from, to, name, port) && passes("Ingress", to, from, name, port)) {
                        allowed.add(from.name() + " -> " + to.name() + ":" + name);
                    }
                });
            }
        }
        return allowed;
    }

    private boolean passes(String direction, End subject, End peer, String portName, int port) {
        if (!subject.governed()) {
            return true;
        }
        var applying = policies.stream()
                .filter(policy -> directions(policy).contains(direction)
                        && Selector.of(policy.at("/spec/podSelector")).matches(subject.labels()))
                .toList();
        return applying.isEmpty()
                || applying.stream().anyMatch(policy -> lets(policy, direction, peer, portName, port));
    }

    private static List<String> directions(Manifest policy) {
        var directions = new ArrayList<String>();
        policy.at("/spec/policyTypes").forEach(type -> directions.add(type.asText()));
        return directions;
    }

    private static boolean lets(Manifest policy, String direction, End peer, String portName, int port) {
        var ingress = direction.equals("Ingress");
        for (var rule : policy.at(ingress ? "/spec/ingress" : "/spec/egress")) {
            if (matchesPort(rule.path("ports"), portName, port)
                    && matchesPeer(rule.path(ingress ? "from" : "to"), peer)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesPort(JsonNode ports, String portName, int port) {
        if (ports.isEmpty()) {
            return true;
        }
        for (var allowed : ports) {
            var there = allowed.path("port").asText();
            if (there.equals(portName) || there.equals(String.valueOf(port))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesPeer(JsonNode peers, End peer) {
        if (peers.isEmpty()) {
            return true;
        }
        for (var allowed : peers) {
            if (matches(allowed, peer)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(JsonNode allowed, End peer) {
        if (allowed.has("ipBlock")) {
            return contains(allowed.at("/ipBlock/cidr").asText(), peer.address())
                    && Manifest.texts(allowed.at("/ipBlock/except")).stream()
                            .noneMatch(except -> contains(except, peer.address()));
        }
        if (peer.namespace() == null) {
            return false;
        }
        var namespace = allowed.has("namespaceSelector")
                ? Selector.of(allowed.path("namespaceSelector")).matches(peer.namespace())
                : peer.governed();
        return namespace
                && (!allowed.has("podSelector")
                        || Selector.of(allowed.path("podSelector")).matches(peer.labels()));
    }

    static boolean contains(String cidr, String address) {
        var slash = cidr.indexOf('/');
        var bits = Integer.parseInt(cidr.substring(slash + 1));
        var mask = bits == 0 ? 0 : -1L << (32 - bits);
        return (number(cidr.substring(0, slash)) & mask) == (number(address) & mask);
    }

    private static long number(String address) {
        var number = 0L;
        for (var part : address.split("\\.", -1)) {
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }
}
