package dev.caravan.local.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;

/**
 * The issuer's RSA key (RFC 7517), kept in a file that only its owner can read.
 *
 * @param key the private key
 */
public record SigningKey(RSAKey key) {

    /**
     * Reads the key, and makes it if it is not there. Two processes that do so at once end with the same key.
     *
     * @throws IOException if the file cannot be read or written, or holds no key
     */
    public static SigningKey keptIn(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        try {
            return new SigningKey(RSAKey.parse(Files.readString(file)));
        } catch (ParseException e) {
            throw new IOException("the issuer's key file is damaged; delete it to get a new key: " + file, e);
        }
    }

    /** The public half, as a key set. */
    public String publicKeySet() {
        return new JWKSet(key).toString(true);
    }

    private static void create(Path file) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("no directory to keep the key in: " + file);
        }
        Files.createDirectories(directory);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var unfinished = Files.createTempFile(directory, "key-", ".json", ownerOnly);
        try {
            var key = new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .generate();
            Files.writeString(unfinished, key.toJSONString());
            Files.createLink(file, unfinished); // fails if another process was first, whose key then counts
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (JOSEException e) {
            throw new IOException("no RSA key could be made", e);
        } finally {
            Files.delete(unfinished);
        }
    }
}
