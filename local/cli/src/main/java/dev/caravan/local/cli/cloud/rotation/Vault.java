package dev.caravan.local.cli.cloud.rotation;

/** Where logins are kept, each in a secret. */
public interface Vault {

    /** The login that a secret names. */
    Login read(String secret);

    /** Replaces it. */
    void write(String secret, Login login);

    /** A password that nobody has had. */
    String newPassword();
}
