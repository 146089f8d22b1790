package dev.caravan.local.lambda;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How the function's process is started: with the memory, the class path and the variables that Lambda gives it. */
final class FunctionCommand {

    /** The part of a function's memory that is heap; the rest is for classes, code, stacks and buffers. */
    private static final double HEAP = 0.6;

    private static final int MEMORY_ACCESS_IS_WARNED_OF = 24;

    /** How the files are called that the runtime client consists of. */
    private static final List<String> RUNTIME_CLIENT = List.of(
            "aws-lambda-java-runtime-interface-client-",
            "aws-lambda-java-serialization-",
            "aws-lambda-java-core-",
            "utils-lite-");

    private final LambdaSettings settings;
    private final String nativeClient;

    FunctionCommand(LambdaSettings settings, String nativeClient) {
        this.settings = settings;
        this.nativeClient = nativeClient;
    }

    /** A process that talks to the runtime API on this port, and whose output is to be read. */
    ProcessBuilder process(int runtimeApiPort) throws URISyntaxException {
        var process = new ProcessBuilder(command())
                .directory(settings.functionDirectory().toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        var environment = process.environment();
        environment.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + runtimeApiPort);
        environment.put("_HANDLER", settings.handler());
        environment.put("LAMBDA_TASK_ROOT", settings.functionDirectory().toString());
        environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_java21");
        environment.put("AWS_LAMBDA_FUNCTION_NAME", settings.functionName());
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(settings.memoryMegabytes()));
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + settings.functionName());
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", settings.snapStart() ? "snap-start" : "on-demand");
        environment.put("AWS_REGION", settings.region());
        // by which the function invokes itself
        environment.put("AWS_ENDPOINT_URL_LAMBDA", "http://127.0.0.1:" + runtimeApiPort);
        environment.put("TZ", ":UTC");
        environment.put(
                "CARAVAN_PARENT_PID", String.valueOf(ProcessHandle.current().pid()));
        return process;
    }

    private List<String> command() throws URISyntaxException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + (int) (settings.memoryMegabytes() * HEAP) + "m");
        // what JAVA_TOOL_OPTIONS says in the cloud: rows that are under way stay young, so that the heap does not grow
        command.add("-Xms40m");
        command.add("-Xmn16m");
        command.add("-XX:SurvivorRatio=3");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Xshare:auto");
        command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        command.add(nativeClient);
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= MEMORY_ACCESS_IS_WARNED_OF) {
            // the runtime client sets its logger by sun.misc.Unsafe
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(settings.javaOptions());
        command.add("-cp");
        command.add(classPath());
        command.add(FunctionMain.class.getName());
        command.add(settings.handler());
        return command;
    }

    /** The runtime client and its own dependencies only: the function brings all else, as in the cloud. */
    private static String classPath() throws URISyntaxException {
        var ours = Path.of(FunctionMain.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        var runtimeClient = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> RUNTIME_CLIENT.stream()
                        .anyMatch(String.valueOf(Path.of(entry).getFileName())::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
        return ours + File.pathSeparator + runtimeClient;
    }
}
