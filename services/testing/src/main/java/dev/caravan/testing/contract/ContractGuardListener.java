package dev.caravan.testing.contract;

import org.assertj.core.api.Assertions;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Fails the test during which an exchange broke the contract. */
public final class ContractGuardListener implements TestExecutionListener {

    @Override
    public void afterTestMethod(TestContext context) {
        Assertions.assertThat(Violations.take())
                .as("exchanges that break the contract")
                .isEmpty();
    }
}
