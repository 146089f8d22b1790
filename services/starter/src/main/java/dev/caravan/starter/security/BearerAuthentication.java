package dev.caravan.starter.security;

import dev.caravan.shared.contract.Operation;
import dev.caravan.shared.http.Caller;
import dev.caravan.shared.problem.Problem;
import dev.caravan.shared.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;

/** Lets a caller through to an operation, or not (RFC 6750). */
public final class BearerAuthentication {
    private final TokenVerifier tokens;

    /** Verifies tokens by this verifier. */
    public BearerAuthentication(TokenVerifier tokens) {
        this.tokens = tokens;
    }

    /** Whose account a request is taken off. */
    public interface Account {
        /**
         * That of the address that the request comes from.
         *
         * @throws ProblemException 429 when nothing is left on it
         */
        void chargeAddress();

        /**
         * That of a caller who is known now, instead of the address's.
         *
         * @throws ProblemException 429 when nothing is left on it
         */
        void chargeCaller(Caller caller);
    }

    /**
     * Who calls. A token that is not known yet is looked at at the expense of the address, before it costs anything.
     *
     * @throws ProblemException 401 without a valid token where one is needed, 403 when it lacks a scope, 429 when nothing is
     *     left on the account
     */
    public Caller admit(Operation operation, HttpServletRequest request, Account account) {
        var needed = operation.scopes();
        if (needed == null) {
            account.chargeAddress();
            return Caller.ANONYMOUS;
        }
        var token = token(request);
        var caller = tokens.known(token);
        if (caller == null) {
            account.chargeAddress();
            caller = tokens.verify(token);
        }
        account.chargeCaller(caller);
        if (!caller.scopes().containsAll(needed)) {
            var scopes = String.join(" ", needed);
            throw new ProblemException(Problem.of(403, "scope_required", "The token lacks a scope: " + scopes)
                    .withHeader(
                            "WWW-Authenticate",
                            "Bearer realm=\"caravan\", error=\"insufficient_scope\", scope=\"" + scopes + "\""));
        }
        return caller;
    }

    private static String token(HttpServletRequest request) {
        var authorization = request.getHeader("Authorization");
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new ProblemException(
                    Problem.of(401, "token_required", "Send a bearer token in the Authorization header.")
                            .withHeader("WWW-Authenticate", "Bearer realm=\"caravan\""));
        }
        if (Collections.list(request.getHeaders("Authorization")).size() > 1) {
            throw JwtVerifier.invalid();
        }
        return authorization.substring(7).strip();
    }
}
