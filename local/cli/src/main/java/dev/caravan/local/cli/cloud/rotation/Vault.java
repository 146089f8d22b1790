package dev.caravan.local.cli.cloud.rotation;

/** Where the logins of the database's roles are kept. */
public interface Vault {

    /** The login of a role. */
    Login read(String role);

    /** Replaces it. */
    void write(String role, Login login);

    /** A password that nobody has had. */
    String newPassword();
}
