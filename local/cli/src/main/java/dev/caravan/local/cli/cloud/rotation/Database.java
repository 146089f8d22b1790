package dev.caravan.local.cli.cloud.rotation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The database, by the pod of the job {@code database-roles} and the scripts of {@code contracts/database}.
 *
 * @param jobs runs them
 * @param roles the database's
 */
public record Database(ClusterJobs jobs, List<String> roles) implements Store {

    private static final String SECRET = "database-";

    /** The secret with the present login of a role. */
    public static String secret(String role) {
        return SECRET + role;
    }

    @Override
    public List<String> secrets() {
        return roles.stream().map(Database::secret).toList();
    }

    @Override
    public void letIn(Map<String, Login> logins) {
        run("let-in", logins);
    }

    @Override
    public void shutOut(Map<String, Login> logins) {
        run("shut-out", logins);
    }

    private void run(String script, Map<String, Login> logins) {
        Map<String, String> variables = new LinkedHashMap<>();
        logins.forEach((secret, login) -> {
            var role = secret.substring(SECRET.length());
            variables.put("USER_" + role, login.username());
            variables.put("PASSWORD_" + role, login.password());
        });
        jobs.run("database-roles", script, "sh /roles/logins.sh " + script, variables);
    }
}
