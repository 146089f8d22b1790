package dev.caravan.local.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.caravan.local.cli.benchmark.Benchmark;
import dev.caravan.local.cli.benchmark.Row;
import dev.caravan.local.cli.benchmark.Row.Goal;
import dev.caravan.local.cli.benchmark.Rows;
import dev.caravan.local.cli.benchmark.Sample;
import dev.caravan.local.cli.benchmark.Side;
import dev.caravan.local.cli.benchmark.Turns;
import dev.caravan.local.cli.benchmark.Turns.Ratio;
import dev.caravan.local.cli.platform.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BenchTest {
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("caravan.root")));

    @Test
    void everyBenchmarkHasItsPlaceOnThePage() throws IOException {
        var page = Files.readString(ROOT.resolve("bench/README.md"));
        for (var benchmark : BenchCommand.BENCHMARKS) {
            var replaced = Readme.replace(page, benchmark.name(), "| a new table |\n");
            assertThat(replaced).contains("<!-- begin " + benchmark.name() + " -->\n| a new table |\n<!-- end ");
            assertThat(Readme.replace(replaced, benchmark.name(), "| a new table |\n"))
                    .isEqualTo(replaced);
        }
    }

    @Test
    void everyGroupIsMadeOfBenchmarks() {
        var names = BenchCommand.BENCHMARKS.stream().map(Benchmark::name).toList();
        assertThat(BenchCommand.GROUPS.values())
                .allSatisfy(group -> assertThat(names).containsAll(group));
    }

    @Test
    void givesPgbenchTheStatementsOfTheServices() throws IOException {
        assertThat(CatalogBench.statement(ROOT, 1000))
                .startsWith("\\set id random(1, 1000)\nSELECT ")
                .contains("WHERE id = :id;")
                .doesNotContain(":#");
        assertThat(OrderBench.statement(ROOT, 3, 5))
                .contains("'[{\"product_id\": 5, \"quantity\": 1}]'")
                .contains("'pgbench-' || :key")
                .doesNotContain(":#")
                .doesNotContain("--");
    }

    @Test
    void comparesRoundByRound() throws InterruptedException {
        var slow = new Fixed("slow", 200);
        var fast = new Fixed("fast", 100);
        var turns = new Turns(
                Map.of(slow, List.of(slow.run(1), new Sample(10, 10, 300)), fast, List.of(fast.run(1), fast.run(1))));

        assertThat(turns.median(slow, Sample::cpuMicros)).isEqualTo(250);
        assertThat(turns.ratio(slow, fast, Sample::cpuMicros)).isEqualTo(new Ratio(2.5, 2, 3));
    }

    @Test
    void saysWhichGoalsAreMissed() {
        var rows = new Rows();
        rows.add(row("A", 0.91, Goal.atMost(0.9)));
        rows.add(row("B", 0.9, Goal.atMost(0.9)));
        rows.add(row("C", 0.34, Goal.atLeast(0.35)));
        rows.add(row("D", 7, Goal.NONE));

        assertThat(rows.missed()).containsExactly("A against peer", "C against peer");
        assertThat(rows.table())
                .contains("| A | work | peer | 1 | 2 | **0.91** (0.80 to 1.00) | ≤ 0.9, missed |")
                .contains("| B | work | peer | 1 | 2 | **0.90** (0.80 to 1.00) | ≤ 0.9 |")
                .contains("| C | work | peer | 1 | 2 | **0.34** (0.80 to 1.00) | ≥ 0.35, missed |")
                .contains("| D | work | peer | 1 | 2 | **7.00** (0.80 to 1.00) |  |");
    }

    @Test
    void comparesOnlyThoseThatAnswerAlike() {
        var ours = new Answer(200, "\"1\"", "{}");
        Answer.requireSame(200, ours, new Answer(200, "\"1\"", "{}"));
        assertThatThrownBy(() -> Answer.requireSame(200, ours, new Answer(200, "\"1\"", "{} ")))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> Answer.requireSame(404, ours, ours)).isInstanceOf(Failure.class);
    }

    private static Row row(String id, double ratio, Goal goal) {
        return new Row(id, "work", "peer", "1", "2", new Ratio(ratio, 0.8, 1), goal);
    }

    private record Fixed(String name, double cpuMicros) implements Side {
        @Override
        public Sample run(int seconds) {
            return new Sample(10, 10, cpuMicros);
        }
    }
}
