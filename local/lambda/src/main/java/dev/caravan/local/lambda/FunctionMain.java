package dev.caravan.local.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;

/** The function's process: Lambda's own runtime client, which ends with the part that started it. */
public final class FunctionMain {

    private static final int PARENT_GONE = 3;

    private FunctionMain() {}

    /**
     * Runs the handler that is named first until the process ends.
     *
     * @throws Throwable what the runtime client throws, which ends the process
     */
    public static void main(String[] args) throws Throwable {
        var parent = ProcessHandle.of(Long.parseLong(System.getenv("CARAVAN_PARENT_PID")));
        if (parent.isEmpty()) {
            System.exit(PARENT_GONE);
        }
        // an invocation may be under way: Lambda, too, freezes and drops a process without asking it
        var unused =
                parent.orElseThrow().onExit().thenRun(() -> Runtime.getRuntime().halt(PARENT_GONE));
        AWSLambda.main(args);
    }
}
