package dev.caravan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

final class StatementRulesTest {
    private static final Statement GET = new Statement("sql/things/get-thing.sql", """
            -- The thing with :#${variable.id}.
            SELECT id, ';' AS _end FROM things.things WHERE id = :#${variable.id} AND name = :#name""");

    @Test
    void acceptsStatementInItsFile() {
        assertThat(mistakes("sql:classpath:sql/things/get-thing.sql?outputType=SelectOne", GET))
                .isEmpty();
    }

    @Test
    void findsNumberOfParametersThatIsCountedAnyway() {
        assertThat(mistakes("sql:classpath:sql/things/get-thing.sql?outputType=SelectOne&parametersCount=2", GET))
                .singleElement()
                .asString()
                .contains("says parametersCount: leave it out, the parameters of sql/things/get-thing.sql are counted");
    }

    @Test
    void findsStatementThatDoesNotExist() {
        assertThat(mistakes("sql:classpath:sql/things/find-thing.sql"))
                .singleElement()
                .asString()
                .contains("sends to sql/things/find-thing.sql, which does not exist");
    }

    @Test
    void findsStatementThatNoRouteUses() {
        assertThat(mistakes("log:nothing", GET))
                .singleElement()
                .asString()
                .contains("sql/things/get-thing.sql is used by no route");
    }

    @Test
    void findsStatementInEndpoint() {
        assertThat(mistakes("sql:select 1")).singleElement().asString().contains("has its statement in the endpoint");
    }

    @Test
    void findsTwoStatementsInOneFile() {
        var two = new Statement("sql/things/get-thing.sql", "DELETE FROM a WHERE x = ';'; DELETE FROM b");
        assertThat(mistakes("sql:classpath:sql/things/get-thing.sql", two))
                .singleElement()
                .asString()
                .contains("one statement a file");
    }

    @Test
    void semicolonsInBodiesAndCommentsEndNoStatement() {
        var block = new Statement("sql/things/do.sql", "-- a; b\nDO $x$ BEGIN a; END $x$ /* ; */");
        assertThat(block.mistakes()).isEmpty();
    }

    @Test
    void findsFileWithoutStatement() {
        assertThat(new Statement("sql/things/none.sql", "-- later\n").mistakes())
                .hasSize(1);
    }

    private static List<String> mistakes(String uri, Statement... statements) {
        return StatementRules.mistakes(RouteModel.of(List.of(new UseThingRoute(uri))), List.of(statements));
    }

    private static final class UseThingRoute extends RouteBuilder {
        private final String uri;

        UseThingRoute(String uri) {
            this.uri = uri;
        }

        @Override
        public void configure() {
            from("direct:useThing").routeId("useThing").to(uri);
        }
    }
}
