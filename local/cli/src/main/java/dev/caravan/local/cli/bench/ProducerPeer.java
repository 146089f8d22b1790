package dev.caravan.local.cli.bench;

import dev.caravan.local.cli.benchmark.Sample;
import dev.caravan.local.cli.benchmark.Server;
import dev.caravan.local.cli.benchmark.Side;
import dev.caravan.local.cli.benchmark.Tool;
import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Kafka's own producer benchmark (kafka-producer-perf-test), with the settings of the platform's producers. */
final class ProducerPeer implements Side {
    private static final int FIRST_GUESS = 20_000;
    private static final Pattern RESULT = Pattern.compile("(\\d+) records sent, ([\\d.]+) records/sec");

    private final Platform platform;
    private final String classPath;
    private final Path values;
    private double perSecond = FIRST_GUESS;

    ProducerPeer(Platform platform, String classPath, Path values) {
        this.platform = platform;
        this.classPath = classPath;
        this.values = values;
    }

    @Override
    public String name() {
        return "kafka-producer-perf-test";
    }

    @Override
    public Sample run(int seconds) {
        var records = Math.round(perSecond * seconds);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Server.JVM);
        command.addAll(List.of(
                "-cp",
                classPath,
                "org.apache.kafka.tools.ProducerPerformance",
                "--topic",
                Platform.RAW_TOPIC,
                "--num-records",
                String.valueOf(records),
                "--throughput",
                "-1",
                "--payload-file",
                values.toString(),
                "--producer-props",
                "bootstrap.servers=" + platform.kafka().get("KAFKA_BOOTSTRAP_SERVERS"),
                "acks=all",
                "enable.idempotence=true",
                "compression.type=lz4"));
        var output = Tool.run(command);
        var matcher = RESULT.matcher(output);
        var last = "";
        while (matcher.find()) {
            last = matcher.group(2);
        }
        if (last.isEmpty()) {
            throw new Failure("kafka-producer-perf-test said something that is not understood:\n" + output);
        }
        perSecond = Double.parseDouble(last);
        return new Sample(records, perSecond, Double.NaN);
    }
}
