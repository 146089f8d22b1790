package dev.caravan.local.cli.load;

/**
 * What a horizontal pod autoscaler of the manifests wants: the rule of Kubernetes, two to ten replicas, 60 % of the CPU and
 * 70 % of the memory that a pod requests, and no smaller again within five minutes.
 *
 * @param name the autoscaler
 * @param cpuRequest cores that a pod requests
 * @param memoryRequest bytes that a pod requests
 */
record Autoscaler(String name, double cpuRequest, double memoryRequest) {

    static final int LEAST = 2;
    static final int MOST = 10;
    private static final double CPU_TARGET = 0.6;
    private static final double MEMORY_TARGET = 0.7;

    /** Nearer to the target than this nothing is changed. */
    private static final double TOLERANCE = 0.1;

    /**
     * How many replicas it wants.
     *
     * @param current how many there are
     * @param cores what all of them use together
     * @param podMemory what one of them occupies, which more of them do not make less
     */
    int wants(int current, double cores, double podMemory) {
        var byCpu = byRatio(current, cores / current / cpuRequest / CPU_TARGET);
        var byMemory = byRatio(current, podMemory / memoryRequest / MEMORY_TARGET);
        var wanted = Math.max(byCpu, byMemory);
        return Math.clamp(Math.max(wanted, current), LEAST, MOST);
    }

    private static int byRatio(int current, double ratio) {
        return Math.abs(ratio - 1) <= TOLERANCE ? current : (int) Math.ceil(current * ratio);
    }
}
