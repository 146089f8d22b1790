package dev.caravan.local.cli.cloud.rotation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The brokers. They take the password of each login from a secret of its own, in their own time; whether they have, the pod of the
 * job {@code topics} finds out, which can reach them.
 *
 * @param jobs runs {@code contracts/topics/log-in.sh}
 * @param passwords the secrets that the brokers read, by login
 * @param users those of {@code contracts/topics/acls.txt}
 */
public record Brokers(ClusterJobs jobs, Vault passwords, List<String> users) implements Store {

    /** The secret with the present login of a user. */
    public static String secret(String user) {
        return "kafka-" + user;
    }

    @Override
    public List<String> secrets() {
        return users.stream().map(Brokers::secret).toList();
    }

    @Override
    public void letIn(Map<String, Login> logins) {
        logins.values().forEach(login -> passwords.write(login.username(), login.settled()));
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(
                "LOGINS",
                logins.values().stream()
                        .map(login -> login.username() + " " + login.password())
                        .collect(Collectors.joining("\n")));
        jobs.run("topics", "log-in", "/topics/log-in.sh", variables);
    }

    /** Brokers tell nobody who is connected. Connections that are open live on; nobody knows the password for another. */
    @Override
    public void shutOut(Map<String, Login> logins) {
        logins.values().forEach(login -> {
            if (login.previous() != null) {
                passwords.write(login.previous(), new Login(login.previous(), passwords.newPassword(), null));
            }
        });
    }
}
