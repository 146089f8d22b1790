package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.lang.ArchRule;
import dev.caravan.shared.contract.ContractCheck;
import dev.caravan.shared.outbox.PurgeIdempotencyKeysRoute;
import dev.caravan.shared.outbox.PurgeOutboxRoute;
import dev.caravan.shared.outbox.RelayOutboxRoute;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Caravan keeps the rules of its house. */
final class HouseTest {
    private static final HouseRules RULES = new HouseRules(House.CARAVAN);

    @Test
    void routesKnowNeitherWebNorFlinkNorServices() {
        check(RULES.routesKnowNeitherWebNorFlinkNorServices());
    }

    @Test
    void aContextKnowsNoOther() {
        check(RULES.aContextKnowsNoOther());
    }

    @Test
    void sharedKnowsNoContext() {
        check(RULES.sharedKnowsNoContext());
    }

    @Test
    void routesCarryNoSpringAnnotationButComponent() {
        check(RULES.routesCarryNoSpringAnnotationButComponent());
    }

    @Test
    void servicesHaveNoRoutes() {
        check(RULES.servicesHaveNoRoutes());
    }

    @Test
    void servicesOnlyConfigure() {
        check(RULES.servicesOnlyConfigure());
    }

    @Test
    void theStarterKnowsNoContext() {
        check(RULES.theStarterKnowsNoContext());
    }

    @Test
    void sharedKeepsItsLayers() {
        check(Layers.shared(House.CARAVAN).areKept());
    }

    @Test
    void theStarterKeepsItsLayers() {
        check(Layers.starter(House.CARAVAN).areKept());
    }

    @Test
    void schemasAreReadInOnePlace() {
        check(RULES.schemasAreReadInOnePlace());
    }

    @Test
    void statementsAreNotInStrings() {
        check(RULES.statementsAreNotInStrings());
    }

    @Test
    void everyContextIsKnownHere() {
        assertThat(Arrays.stream(Context.values()).map(Context::packageName))
                .containsExactlyInAnyOrderElementsOf(House.CARAVAN.contextNames());
        assertThat(Checkout.modules("routes").stream().filter(name -> !name.equals("shared")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Context.values()).map(Context::module).toList());
    }

    @ParameterizedTest
    @EnumSource(Context.class)
    void oneClassForEachUseCase(Context context) {
        assertThat(UseCaseRules.mistakes(Checkout.routes(context.packageName())))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Context.class)
    void routesAndStatementsMatch(Context context) {
        assertThat(StatementRules.mistakes(
                        Checkout.routes(context.packageName()), Checkout.statements(context.module())))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Context.class)
    void routesAndContractMatch(Context context) {
        var routes = Checkout.routes(context.packageName()).context();
        assertThatCode(() -> new ContractCheck(context.contract()).onCamelContextStarted(routes, false))
                .doesNotThrowAnyException();
    }

    @Test
    void sharedRoutesAreUseCasesWithTheirStatements() {
        var shared =
                RouteModel.of(List.of(new RelayOutboxRoute(), new PurgeOutboxRoute(), new PurgeIdempotencyKeysRoute()));
        assertThat(UseCaseRules.mistakes(shared)).isEmpty();
        // what waits in an outbox is asked by the gauge of services/starter, not by a route
        var statements = Checkout.statements("shared").stream()
                .filter(statement -> !statement.path().equals("sql/shared/outbox-waiting.sql"))
                .toList();
        assertThat(StatementRules.mistakes(shared, statements)).isEmpty();
    }

    private static void check(ArchRule rule) {
        rule.check(Checkout.classes());
    }
}
