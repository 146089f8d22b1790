package dev.caravan.service.gateway;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.caravan.local.testing.LocalIssuer;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TokenTest extends GatewayTest {
    private static final LocalIssuer ISSUER = LocalIssuer.shared();

    @Test
    void tokenThatIsNotValidIsRefused() {
        var valid = ISSUER.token("alice", null);
        var parts = valid.split("\\.", -1);
        for (var token : List.of(
                "nonsense",
                "a.b.c",
                valid.substring(0, valid.length() - 4) + "AAAA",
                parts[0] + "." + encoded("{\"sub\":\"admin\",\"scope\":\"orders:admin\"}") + "." + parts[2],
                encoded("{\"alg\":\"none\"}") + "." + parts[1] + ".",
                encoded("{\"alg\":\"None\",\"typ\":\"JWT\"}") + "." + parts[1] + "." + parts[2],
                encoded("{\"alg\":\"HS256\"}") + "." + parts[1] + "." + parts[2],
                encoded("{\"alg\":\"RS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AA\"}}") + "." + parts[1] + "." + parts[2],
                ISSUER.forgedToken("alice"),
                ISSUER.expiredToken("alice", "orders:admin"),
                ISSUER.tokenForAudience("another", "alice", "orders:admin"))) {
            refused(anyone().auth().oauth2(token));
        }
    }

    @Test
    void foreignKeysAreRefusedHoweverOftenTheyCome() {
        for (var i = 0; i < 10; i++) {
            refused(anyone().auth().oauth2(ISSUER.forgedToken("alice")));
        }
        withScopes().get("/orders/404").then().statusCode(404);
    }

    @Test
    void tokenIsExpectedOnceAndInTheHeader() {
        var token = ISSUER.token("alice", null);
        anyone().get("/orders/404?access_token=" + token).then().statusCode(401);
        refused(anyone().header("Authorization", "Bearer " + token).header("Authorization", "Bearer " + token));
        anyone().header("Authorization", "bearer " + token)
                .get("/orders/404")
                .then()
                .statusCode(404);
    }

    @Test
    void missingScopeIsForbidden() {
        withScopes("orders:admin")
                .get("/analytics/1")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("scope_required"))
                .header("WWW-Authenticate", containsString("error=\"insufficient_scope\", scope=\"analytics:read\""));
    }

    private static void refused(RequestSpecification client) {
        client.get("/orders/404")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("token_invalid"))
                .header("WWW-Authenticate", containsString("error=\"invalid_token\""));
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
