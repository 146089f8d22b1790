package dev.caravan.shared.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ContractTest {
    private final Contract contract = Contract.load("openapi/things.yaml");

    @Test
    void readsEveryOperationInTheOrderOfTheFile() {
        assertThat(contract.operations().keySet()).containsExactly("listThings", "createThing", "batchThings");
        assertThat(operation("createThing").path()).isEqualTo("/things");
        assertThat(operation("createThing").method()).isEqualTo("POST");
    }

    @Test
    void noScopesMeansAnyoneAndEmptyScopesMeanAnyToken() {
        assertThat(operation("listThings").scopes()).isNull();
        assertThat(operation("batchThings").scopes()).isEmpty();
        assertThat(operation("createThing").scopes()).isEqualTo(Set.of("things:write"));
    }

    @Test
    void takesInWhatItRefersToInOtherFiles() {
        assertThat(operation("listThings").parameters())
                .extracting(Parameter::name)
                .contains("cursor");
        assertThat(contract.document().toString()).doesNotContain("shared.yaml").contains("\"Amount\"");
    }

    @Test
    void headerParametersBecomeVariablesInSnakeCase() {
        assertThat(operation("listThings").parameters())
                .extracting(Parameter::variable)
                .contains("if_none_match");
    }

    @Test
    void proxiedOperationsKeepTheirSecurityAndHandOnTheirBodies() {
        var gateway = Contract.load("openapi/shared-gateway.yaml")
                .withProxied(java.util.List.of(Contract.loadForProxy("openapi/things.yaml")));
        assertThat(gateway.operations()).containsKeys("getStatus", "createThing");
        assertThat(gateway.document()
                        .at("/paths/~1things/post/security/0/oidc/0")
                        .asText())
                .isEqualTo("things:write");
        var body = Objects.requireNonNull(
                Objects.requireNonNull(gateway.operations().get("createThing")).body());
        assertThat(body.schemas()).containsEntry("application/json", null);
    }

    @Test
    void saysWhichContractIsMissing() {
        assertThatThrownBy(() -> Contract.load("openapi/nothing.yaml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("openapi/nothing.yaml");
    }

    private Operation operation(String id) {
        return Objects.requireNonNull(contract.operations().get(id));
    }
}
