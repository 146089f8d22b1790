package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;

/** Each rule finds the class that breaks it, and says which. */
final class HouseRulesTest {
    private static final String VIOLATING = "dev.caravan.rules.violating";
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(VIOLATING);

    private final HouseRules rules = new HouseRules(new House(VIOLATING));

    @Test
    void findsRouteThatServesTheWeb() {
        assertThatFailures(rules.routesKnowNeitherWebNorFlinkNorServices())
                .anyMatch(text -> text.contains("ServesTheWeb"));
    }

    @Test
    void findsContextThatKnowsAnother() {
        assertThatFailures(rules.aContextKnowsNoOther())
                .isNotEmpty()
                .allMatch(text -> text.contains("catalog.KnowsOrders") && text.contains("OrderNumber"));
    }

    @Test
    void findsSharedThatKnowsAContext() {
        assertThatFailures(rules.sharedKnowsNoContext())
                .isNotEmpty()
                .allMatch(text -> text.contains("KnowsTheCatalog"));
    }

    @Test
    void findsSpringAnnotationsOnClassesAndMembers() {
        assertThatFailures(rules.routesCarryNoSpringAnnotationButComponent())
                .anyMatch(text ->
                        text.contains("ServesTheWeb carries @org.springframework.web.bind.annotation.RestController"))
                .anyMatch(text ->
                        text.contains("ServesTheWeb carries @org.springframework.web.bind.annotation.GetMapping"))
                .hasSize(2);
    }

    @Test
    void findsRouteInService() {
        assertThatFailures(rules.servicesHaveNoRoutes()).hasSize(1).allMatch(text -> text.contains("HiddenRoute"));
    }

    @Test
    void findsBusinessRuleInService() {
        assertThatFailures(rules.servicesOnlyConfigure())
                .anyMatch(text -> text.contains("Discount neither starts nor"));
    }

    @Test
    void findsStarterThatKnowsAContext() {
        assertThatFailures(rules.theStarterKnowsNoContext())
                .isNotEmpty()
                .allMatch(text -> text.contains("starter.KnowsOrders"));
    }

    @Test
    void findsLayerThatKnowsAnotherThanItMay() {
        assertThatFailures(Layers.shared(new House(VIOLATING)).areKept())
                .anyMatch(text -> text.startsWith("problem may not know json") && text.contains("KnowsJson"))
                .noneMatch(text -> text.startsWith("json may not know"));
    }

    @Test
    void findsClassOutsideTheLayers() {
        assertThatFailures(Layers.starter(new House(VIOLATING)).areKept())
                .hasSize(1)
                .allMatch(text -> text.contains("starter.KnowsOrders is in a package that is not among the layers"));
    }

    @Test
    void findsSchemaThatIsReadItsOwnWay() {
        assertThatFailures(rules.schemasAreReadInOnePlace())
                .isNotEmpty()
                .allMatch(text -> text.contains("catalog.ReadsSchemas"));
    }

    @Test
    void findsStatementInString() {
        assertThatFailures(rules.statementsAreNotInStrings())
                .isNotEmpty()
                .allMatch(text -> text.contains("HoldsSql holds \"SELECT id, name FROM catalog.products"));
    }

    private static ListAssert<String> assertThatFailures(ArchRule rule) {
        return assertThat(rule.evaluate(CLASSES).getFailureReport().getDetails());
    }
}
