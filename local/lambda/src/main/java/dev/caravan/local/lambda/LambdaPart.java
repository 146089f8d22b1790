package dev.caravan.local.lambda;

import dev.caravan.local.part.Part;
import dev.caravan.local.part.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The feed function as in the cloud: Lambda's runtime API with the function in a process of its own, and uploads to the
 * local S3 as its events. Settings: {@link LambdaSettings}; those of the function itself are handed on to it.
 */
public final class LambdaPart {

    private static final int HOPELESS = 3;
    private static final Duration CHECK = Duration.ofMillis(50);

    private LambdaPart() {}

    /** Runs the function until the process is told to end. */
    public static void main(String[] args) {
        Part.run("lambda", LambdaPart::start);
    }

    private static Part.Running start(Settings environment) throws Exception {
        var settings = LambdaSettings.from(environment);
        if (!Files.isDirectory(settings.functionDirectory().resolve("lib"))) {
            throw new IllegalArgumentException("LAMBDA_FUNCTION_DIR has no lib directory with the function's jars: "
                    + settings.functionDirectory());
        }
        Files.createDirectories(settings.state());
        var clock = Clock.systemUTC();
        var store = new EventStore(settings.state());
        var invocations = new Invocations(store, settings.retryDelays(), settings.timeout(), clock);
        var handedOver = new HandedOver(settings.state());
        var relay = new UploadRelay(s3(settings), settings.region(), settings.bucket(), handedOver, invocations);
        var metrics = new FunctionMetrics();
        var server = new LambdaServer(
                settings.port(),
                invocations,
                metrics,
                () -> new LambdaServer.Readiness(
                        invocations.initialized(), relay.reachable(), invocations.pending(), deadLetters(store)));
        server.start();
        var command = new FunctionCommand(settings, NativeClient.unpack(settings.state()));
        var function = new FunctionSupervisor(command, invocations, metrics, server.port(), clock);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(function), "lambda-function-stop"));
        var address = "http://localhost:" + server.port();
        System.out.println("lambda listens on " + address);
        while (!invocations.initialized() || !relay.reachable()) {
            if (function.failedStarts() >= HOPELESS) {
                throw new IllegalStateException("the function did not initialize " + HOPELESS + " times; see above");
            }
            Thread.sleep(CHECK);
        }
        return new Part.Running(address, () -> {
            relay.close();
            function.close();
            server.close();
        });
    }

    /** Also while the part still starts, so that the function's process never outlives it. */
    private static void stop(FunctionSupervisor function) {
        try {
            function.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int deadLetters(EventStore store) {
        try {
            return store.deadLetters();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static S3Client s3(LambdaSettings settings) {
        return S3Client.builder()
                .region(Region.of(settings.region()))
                .endpointOverride(settings.s3())
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
