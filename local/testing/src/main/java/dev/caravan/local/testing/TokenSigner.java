package dev.caravan.local.testing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Signs tokens with the JDK alone, so that tests need no library for it.
 *
 * @param key the private key
 * @param keyId its {@code kid}
 */
record TokenSigner(RSAPrivateCrtKey key, String keyId) {

    static TokenSigner withNewKey() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var key = (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
            return new TokenSigner(key, UUID.randomUUID().toString());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The private key as RFC 7517 writes it. */
    String jsonWebKey() {
        return """
                {"kty":"RSA","use":"sig","kid":"%s","n":"%s","e":"%s","d":"%s","p":"%s","q":"%s","dp":"%s","dq":"%s","qi":"%s"}""".formatted(
                        keyId,
                        encode(key.getModulus()),
                        encode(key.getPublicExponent()),
                        encode(key.getPrivateExponent()),
                        encode(key.getPrimeP()),
                        encode(key.getPrimeQ()),
                        encode(key.getPrimeExponentP()),
                        encode(key.getPrimeExponentQ()),
                        encode(key.getCrtCoefficient()));
    }

    String sign(
            String issuer,
            String audience,
            String subject,
            @Nullable String customerId,
            String[] scopes,
            Duration lifetime) {
        var now = Instant.now();
        var header = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":" + quote(keyId) + "}";
        var claims = "{\"iss\":" + quote(issuer) + ",\"aud\":" + quote(audience) + ",\"sub\":" + quote(subject)
                + ",\"client_id\":\"caravan-tests\""
                + (customerId == null ? "" : ",\"customer_id\":" + quote(customerId))
                + ",\"scope\":" + quote(String.join(" ", scopes))
                + ",\"iat\":" + now.getEpochSecond()
                + ",\"exp\":" + now.plus(lifetime).getEpochSecond()
                + ",\"jti\":" + quote(UUID.randomUUID().toString()) + "}";
        var content =
                encode(header.getBytes(StandardCharsets.UTF_8)) + "." + encode(claims.getBytes(StandardCharsets.UTF_8));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String encode(BigInteger number) {
        var bytes = number.toByteArray();
        var signByte = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        return encode(java.util.Arrays.copyOfRange(bytes, signByte, bytes.length));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
