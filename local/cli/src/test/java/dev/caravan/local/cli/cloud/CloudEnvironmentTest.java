package dev.caravan.local.cli.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.terminal.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudEnvironmentTest {

    private static final Path ENVIRONMENTS = Path.of(System.getProperty("caravan.root"), "terraform/envs");

    @Test
    void knowsTheRegionsOfEachEnvironment() {
        for (var name : List.of("dev", "prod")) {
            var environment = CloudEnvironment.in(ENVIRONMENTS, name);
            assertThat(environment.awsRegion()).isEqualTo("us-east-1");
            assertThat(environment.googleRegion()).isEqualTo("us-east4");
            assertThat(environment.stateBucket("123456789012")).isEqualTo("caravan-" + name + "-state-123456789012");
        }
    }

    @Test
    void refusesAnEnvironmentThatThereIsNot() {
        assertThatThrownBy(() -> CloudEnvironment.in(ENVIRONMENTS, "staging"))
                .isInstanceOf(Failure.class)
                .hasMessage("There is no environment \"staging\". The environments are: dev, prod.");
    }

    @Test
    void refusesAPartThatThereIsNot() {
        assertThat(CloudEnvironment.roots("all")).containsExactly("aws", "gcp", "platform");
        assertThatThrownBy(() -> CloudEnvironment.roots("azure"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("aws, gcp, platform, all");
    }

    @Test
    void refusesToDestroyWhatIsProtectedOrDoesNotSay() {
        assertThatThrownBy(() -> DestroyCommand.refuseProtected("prod", Json.read("{\"deletion_protection\": true}")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("deletion_protection = false")
                .hasMessageContaining("Nothing has been changed");
        assertThatThrownBy(() -> DestroyCommand.refuseProtected("prod", Json.read("{}")))
                .isInstanceOf(Failure.class);
        assertThatCode(() -> DestroyCommand.refuseProtected("dev", Json.read("{\"deletion_protection\": false}")))
                .doesNotThrowAnyException();
    }

    @Test
    void aMissingProgramIsNamed() {
        var program = new Program(List.of("no-such-program", "x"), ENVIRONMENTS, Map.of());

        assertThatThrownBy(program::run)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Cannot start no-such-program");
    }

    @Test
    void aCommandIsPrintedAsAPersonWouldTypeIt() {
        var program = new Program(List.of("gcloud", "--label=a b", "it's"), ENVIRONMENTS, Map.of());

        assertThat(program).hasToString("gcloud '--label=a b' 'it'\\''s'");
    }
}
