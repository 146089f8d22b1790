package dev.caravan.local.cli.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorCommandsTest {

    @Test
    void loadSignsInByCognitosNamesOfScopes() {
        var aws = Json.read("{\"gateway_host\": \"shop.test\", \"identity\":"
                + " {\"audience\": \"caravan\", \"token_url\": \"https://issuer.test/oauth2/token\"}}");
        var client = Json.read("{\"client_id\": \"id\", \"client_secret\": \"secret\"}");

        assertThat(CloudLoadCommand.variables(aws, client, List.of("catalog:write", "analytics:read")))
                .containsEntry("API_GATEWAY_URL", "https://shop.test")
                .containsEntry("OIDC_TOKEN_URL", "https://issuer.test/oauth2/token")
                .containsEntry("OIDC_CLIENT_ID", "id")
                .containsEntry("OIDC_CLIENT_SECRET", "secret")
                .containsEntry("OIDC_SCOPE", "caravan/catalog:write caravan/analytics:read");
    }

    @Test
    void aRepositoryIsReadByATokenOrByAKey() {
        assertThat(Json.read(RepositoryKeyCommand.credentials("argocd", "token\n")))
                .isEqualTo(Json.read("{\"username\": \"argocd\", \"password\": \"token\"}"));
        var key = "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----\n";
        assertThat(Json.read(RepositoryKeyCommand.credentials("", key))
                        .path("sshPrivateKey")
                        .asText())
                .isEqualTo(key);
        assertThatThrownBy(() -> RepositoryKeyCommand.credentials("", "token"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("--user NAME");
    }
}
