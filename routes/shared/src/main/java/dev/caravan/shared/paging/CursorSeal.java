package dev.caravan.shared.paging;

import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes cursors that nobody else can make: a place in a list, and an HMAC-SHA-256 (RFC 2104), cut to 128 bits, over that
 * place and the query that it belongs to. Replicas of a service must share the secret, or one refuses the cursors of
 * another.
 */
public final class CursorSeal {
    /** Name of the one instance in a service's registry. */
    public static final String NAME = "cursorSeal";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int TAG_BYTES = 16;
    private static final int MIN_SECRET_LENGTH = 16;

    private final SecretKeySpec key;

    private CursorSeal(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * A seal that all who know the secret share.
     *
     * @param secret at least 16 characters
     * @throws IllegalArgumentException when the secret is shorter
     */
    public static CursorSeal of(String secret) {
        if (secret.length() < MIN_SECRET_LENGTH) {
            throw new IllegalArgumentException("CURSOR_KEY must have at least " + MIN_SECRET_LENGTH + " characters");
        }
        return new CursorSeal(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** A seal of this process alone: its cursors are good until it ends. */
    public static CursorSeal ofThisProcess() {
        var secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return new CursorSeal(secret);
    }

    /**
     * The cursor for a place.
     *
     * @param query what the cursor is good for
     * @param place what {@link #open} is to return
     */
    public String seal(String query, byte[] place) {
        var tag = tag(query, place);
        var sealed = Arrays.copyOf(tag, TAG_BYTES + place.length);
        System.arraycopy(place, 0, sealed, TAG_BYTES, place.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /**
     * The place that was sealed.
     *
     * @throws ProblemException 400 {@code invalid_cursor} unless this very text was made by {@link #seal} for this query
     */
    public byte[] open(String query, String cursor) {
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        if (sealed.length < TAG_BYTES
                // two texts may decode to the same bytes; only one of them was given out
                || !Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(sealed)
                        .equals(cursor)) {
            throw invalid();
        }
        var place = Arrays.copyOfRange(sealed, TAG_BYTES, sealed.length);
        if (!MessageDigest.isEqual(tag(query, place), Arrays.copyOf(sealed, TAG_BYTES))) {
            throw invalid();
        }
        return place;
    }

    private byte[] tag(String query, byte[] place) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(query.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(place), TAG_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static ProblemException invalid() {
        return new ProblemException(Problem.badRequest(
                "invalid_cursor", "The cursor is not one that this query gave. Begin without a cursor."));
    }
}
