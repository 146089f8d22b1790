package dev.caravan.starter.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IssuerClaimsTest {
    private final IssuerClaims claims = new IssuerClaims("caravan, storefront-id,feeds-id");

    @Test
    void leavesAStandardTokenAsItIs() {
        var read = claims.convert(Map.of("sub", "ada", "aud", "caravan", "scope", "catalog:write orders:admin"));

        assertThat(read)
                .containsEntry("sub", "ada")
                .containsEntry("aud", List.of("caravan"))
                .containsEntry("scope", "catalog:write orders:admin");
    }

    @Test
    void readsCognitosTokenOfAProgram() {
        var read = claims.convert(Map.of(
                "sub", "feeds-id", "client_id", "feeds-id", "token_use", "access", "scope", "caravan/catalog:write"));

        assertThat(read).containsEntry("aud", List.of("feeds-id")).containsEntry("scope", "catalog:write");
        assertThat(claims.accepts(List.of("feeds-id"))).isTrue();
    }

    @Test
    void givesNobodyTheScopesOfAnotherResourceServer() {
        var read = claims.convert(Map.of("sub", "x", "aud", "caravan", "scope", "other/catalog:write openid"));

        assertThat(read).containsEntry("scope", "other/catalog:write openid");
    }

    @Test
    void refusesTokensOfUnknownClientsAndForOthers() {
        var unknown = claims.convert(Map.of("sub", "x", "client_id", "somebody", "token_use", "access"));
        var named =
                claims.convert(Map.of("sub", "x", "aud", "elsewhere", "client_id", "feeds-id", "token_use", "access"));
        var identity = claims.convert(Map.of("sub", "x", "client_id", "feeds-id", "token_use", "id"));

        assertThat(unknown).containsEntry("aud", List.of("somebody"));
        assertThat(claims.accepts(List.of("somebody"))).isFalse();
        assertThat(named).containsEntry("aud", List.of("elsewhere"));
        assertThat(identity).doesNotContainKey("aud");
    }
}
