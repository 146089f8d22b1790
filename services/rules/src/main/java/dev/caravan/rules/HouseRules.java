package dev.caravan.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.caravan.rules.HouseConditions.carryNoSpringAnnotationBut;
import static dev.caravan.rules.HouseConditions.holdSqlInStrings;
import static dev.caravan.rules.HouseConditions.onlyConfigure;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;

/** What the house asks of its classes. */
final class HouseRules {
    private static final String ROUTE_BUILDER = "org.apache.camel.builder.RouteBuilder";
    private static final String COMPONENT = "org.springframework.stereotype.Component";

    private final House house;

    HouseRules(House house) {
        this.house = house;
    }

    ArchRule routesKnowNeitherWebNorFlinkNorServices() {
        return noClasses()
                .that(resideInAnyPackage(house.routes()))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.springframework.web..",
                        "org.springframework.boot..",
                        "jakarta.servlet..",
                        "org.apache.flink..",
                        house.starter(),
                        house.services()))
                .because("routes say what the platform does; where and on what they run is the services' part");
    }

    ArchRule aContextKnowsNoOther() {
        var rules = house.contextNames().stream()
                .map(name -> noClasses()
                        .that(resideInAPackage(house.context(name)))
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(house.contextsBut(name)))
                        .allowEmptyShould(true)
                        .because("contexts talk by their contracts; they share routes/shared and contracts only"))
                .toList();
        return CompositeArchRule.of(rules);
    }

    ArchRule sharedKnowsNoContext() {
        return noClasses()
                .that(resideInAPackage(house.shared()))
                .should()
                .dependOnClassesThat(resideInAnyPackage(house.contexts()))
                .because("what all contexts share cannot speak of one of them");
    }

    ArchRule routesCarryNoSpringAnnotationButComponent() {
        return classes()
                .that(resideInAnyPackage(house.routes()))
                .should(carryNoSpringAnnotationBut(COMPONENT))
                .because("a route can be read, tested and run without knowing Spring");
    }

    ArchRule servicesHaveNoRoutes() {
        return noClasses()
                .that(resideInAnyPackage(house.services(), house.starter()))
                .should()
                .beAssignableTo(ROUTE_BUILDER)
                .because("what the platform does is in routes/");
    }

    ArchRule servicesOnlyConfigure() {
        return classes()
                .that(resideInAPackage(house.services()))
                .should(onlyConfigure())
                .because("a service is a main class, its settings, wiring and health; business rules are in routes/");
    }

    ArchRule theStarterKnowsNoContext() {
        return noClasses()
                .that(resideInAPackage(house.starter()))
                .should()
                .dependOnClassesThat(resideInAnyPackage(house.contexts()))
                .because("every service is built on the starter");
    }

    ArchRule schemasAreReadInOnePlace() {
        return noClasses()
                .that(resideInAnyPackage(house.routes()))
                .or(resideInAnyPackage(house.services(), house.starter()))
                .and()
                .doNotHaveSimpleName("ContractSchemas")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("com.networknt.schema.JsonSchemaFactory")
                .because("patterns and formats mean the same to all who read a contract: ContractSchemas.compile");
    }

    ArchRule statementsAreNotInStrings() {
        return noClasses()
                .that(resideInAnyPackage(house.routes()))
                .or(resideInAnyPackage(house.services(), house.starter()))
                .should(holdSqlInStrings())
                .because("statements are files, sql/<context>/<statement>.sql, that a database tool can open");
    }
}
