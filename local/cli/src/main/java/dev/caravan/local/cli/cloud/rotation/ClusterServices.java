package dev.caravan.local.cli.cloud.rotation;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The services in the cluster, to which External Secrets hands logins over. People and the other cloud, whose logins no
 * {@code ExternalSecret} of the cluster is for, get theirs elsewhere.
 *
 * @param cluster where they are
 */
public record ClusterServices(Cluster cluster) implements Services {

    @Override
    public void handOver(Map<String, Login> logins) {
        Map<String, Login> here = new LinkedHashMap<>();
        for (var external : cluster.get("externalsecrets").path("items")) {
            var secret = external.at("/metadata/name").asText();
            var login = logins.get(secret);
            if (login != null) {
                here.put(secret, login);
            }
        }
        var now = "caravan.dev/rotated=" + Instant.now().toEpochMilli();
        here.keySet().forEach(secret -> cluster.run("annotate", "externalsecret", secret, now, "--overwrite"));
        here.forEach((secret, login) -> cluster.await(
                () -> "External Secrets does not bring the login " + login.username() + ": kubectl -n "
                        + cluster.namespace() + " describe externalsecret " + secret,
                () -> names(cluster.get("secret", secret), login.username())));
    }

    /** Whether a secret names a login: by a value of its own, or in the settings of Kafka's clients. */
    static boolean names(JsonNode secret, String login) {
        for (var encoded : secret.path("data")) {
            var value = new String(Base64.getDecoder().decode(encoded.asText()), StandardCharsets.UTF_8);
            if (value.equals(login) || value.contains("username=\"" + login + "\"")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void restart(Map<String, Login> logins) {
        var deployments = new ArrayList<String>();
        for (var deployment : cluster.get("deployments").path("items")) {
            if (logsIn(deployment, logins.keySet())) {
                deployments.add("deployment/" + deployment.at("/metadata/name").asText());
            }
        }
        for (var deployment : deployments) {
            cluster.run("rollout", "restart", deployment);
        }
        for (var deployment : deployments) {
            cluster.run(
                    "rollout",
                    "status",
                    deployment,
                    "--timeout=" + cluster.patience().toSeconds() + "s");
        }
    }

    private static boolean logsIn(JsonNode deployment, Set<String> secrets) {
        for (var container : deployment.at("/spec/template/spec/containers")) {
            for (var source : container.path("envFrom")) {
                if (secrets.contains(source.at("/secretRef/name").asText())) {
                    return true;
                }
            }
        }
        return false;
    }
}
