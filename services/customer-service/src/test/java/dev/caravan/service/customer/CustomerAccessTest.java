package dev.caravan.service.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caravan.shared.contract.Contract;
import dev.caravan.testing.client.ClientResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may do what with a customer record, operation by operation. */
final class CustomerAccessTest extends CustomerServiceTest {

    /** What somebody without a token, a stranger, the owner and an administrator are answered. */
    record Access(String operation, int withoutToken, int stranger, int owner, int administrator) {}

    @Autowired
    private Contract contract;

    static Stream<Access> accesses() {
        return Stream.of(
                new Access("listCustomers", 401, 403, 403, 200),
                new Access("createCustomer", 401, 201, 409, 201),
                new Access("getOwnCustomer", 401, 404, 200, 404),
                new Access("getCustomer", 401, 404, 200, 200),
                new Access("replaceCustomer", 401, 404, 200, 200),
                new Access("patchCustomer", 401, 404, 200, 200),
                new Access("deleteCustomer", 401, 404, 204, 204));
    }

    @ParameterizedTest
    @MethodSource("accesses")
    void letsIn(Access access) {
        assertThat(call(access.operation(), new CustomerClient(port, ""), register(alice), mine())
                        .status())
                .isEqualTo(access.withoutToken());
        nameSubjects();
        assertThat(call(access.operation(), as(bob), register(alice), mine()).status())
                .isEqualTo(access.stranger());
        nameSubjects();
        assertThat(call(access.operation(), as(alice), register(alice), mine()).status())
                .isEqualTo(access.owner());
        nameSubjects();
        assertThat(call(access.operation(), admin(), register(alice), somebodys())
                        .status())
                .isEqualTo(access.administrator());
    }

    @Test
    void statesTheAccessOfEveryOperation() {
        assertThat(accesses().map(Access::operation))
                .containsExactlyInAnyOrderElementsOf(contract.operations().keySet());
    }

    private ClientResponse call(String operation, CustomerClient caller, long id, String newRecord) {
        var json = new String[] {"Content-Type", "application/json", "If-Match", "*"};
        var patch = new String[] {"Content-Type", "application/merge-patch+json", "If-Match", "*"};
        return switch (operation) {
            case "listCustomers" -> caller.get("/customers");
            case "createCustomer" -> caller.send("POST", "/customers", newRecord, json[0], json[1]);
            case "getOwnCustomer" -> caller.get("/customers/me");
            case "getCustomer" -> caller.get("/customers/" + id);
            case "replaceCustomer" -> caller.send("PUT", "/customers/" + id, record("new-" + alice), json);
            case "patchCustomer" -> caller.send("PATCH", "/customers/" + id, "{\"name\":\"Renamed\"}", patch);
            case "deleteCustomer" -> caller.send("DELETE", "/customers/" + id, "", "If-Match", "*");
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private String mine() {
        return record("another-" + bob);
    }

    /** As an administrator registers for somebody. */
    private String somebodys() {
        return mine().replace("{", "{\"subject\":\"another-" + bob + "\",");
    }
}
