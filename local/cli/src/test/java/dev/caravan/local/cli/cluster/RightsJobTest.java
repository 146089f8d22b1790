package dev.caravan.local.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.local.testing.LocalKafka;
import dev.caravan.local.testing.TopicsJob;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job that gives and takes rights, and the one that waits for logins, as the cluster runs them: against a real broker. */
class RightsJobTest {

    private static KafkaUnderRules kafka;

    @BeforeAll
    static void appliesTheContract(@TempDir Path scripts) throws Exception {
        kafka = KafkaUnderRules.shared(scripts);
    }

    @Test
    void bothLoginsOfAUserHaveTheSameRights() throws Exception {
        try (var master = kafka.master()) {
            var first = new HashSet<String>();
            var second = new HashSet<String>();
            for (var rule : master.describeAcls(AclBindingFilter.ANY).values().get()) {
                var who = rule.entry().principal();
                var right = rule.pattern() + " " + rule.entry().operation() + " " + who.replaceFirst("_b$", "");
                if (!who.startsWith("User:CN=")) {
                    assertThat((who.endsWith("_b") ? second : first).add(right)).isTrue();
                }
            }
            assertThat(second).isNotEmpty().isEqualTo(first);
        }
    }

    @Test
    void aLoginIsWaitedForUntilTheBrokersTakeItsPassword(@TempDir Path scripts) throws Exception {
        KafkaUnderRules.copyJob(scripts);
        try (var master = kafka.master()) {
            var said = TopicsJob.awaitLogins(
                    scripts,
                    kafka.broker().bootstrapServersForLogin(),
                    "order-service " + KafkaUser.PASSWORD + "\nnewcomer_b secret",
                    line -> {
                        if (line.startsWith("newcomer_b is not let in yet")) {
                            master.alterUserScramCredentials(List.of(KafkaUser.credential("newcomer_b")));
                        }
                    });
            assertThat(said)
                    .contains("order-service is let in")
                    .contains("newcomer_b is not let in yet", "Authentication failed")
                    .endsWith("newcomer_b is let in\n")
                    .doesNotContain("secret");
        }
    }

    @Test
    void appliedAgainChangesNothingButWhatIsNotInTheList(@TempDir Path scripts) throws Exception {
        KafkaUnderRules.copyJob(scripts);
        assertThat(TopicsJob.run(scripts, kafka.broker().bootstrapServersForLogin(), "topics", KafkaUser.PASSWORD))
                .doesNotContain("add:", "remove:");
        try (var master = kafka.master()) {
            master.createAcls(List.of(KafkaUnderRules.everything(KafkaUnderRules.STRANGER)))
                    .all()
                    .get();
            assertThat(kafka.as(KafkaUnderRules.STRANGER).writable(kafka.topics()))
                    .isNotEmpty();
            assertThat(TopicsJob.run(scripts, kafka.broker().bootstrapServersForLogin(), "topics", KafkaUser.PASSWORD))
                    .contains("remove: User:stranger ALL topic ecom-");
            assertThat(kafka.as(KafkaUnderRules.STRANGER).writable(kafka.topics()))
                    .isEmpty();
        }
    }

    @Test
    void firstRulesCannotBeWrittenWhereNothingIsFree(@TempDir Path scripts) throws Exception {
        KafkaUnderRules.copyJob(scripts);
        try (var closed = LocalKafka.withRules(false)) {
            KafkaUnderRules.addUsers(closed);
            assertThatThrownBy(() ->
                            TopicsJob.run(scripts, closed.bootstrapServersForLogin(), "topics", KafkaUser.PASSWORD))
                    .hasMessageContaining("Authorization");
        }
    }
}
