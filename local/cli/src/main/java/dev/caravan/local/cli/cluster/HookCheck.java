package dev.caravan.local.cli.cluster;

import dev.caravan.local.cli.platform.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What stands in for the kubelet of jobs does as the kubelet would: a pod without what it mounts does not run.
 *
 * @param kubectl the cluster
 */
record HookCheck(Kubectl kubectl) {

    private static final String NAMESPACE = "hook-check";

    private static final String JOB = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: hook-check}
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {name: reader, namespace: hook-check}
            spec:
              backoffLimit: 0
              template:
                spec:
                  restartPolicy: Never
                  containers:
                    - name: reader
                      image: registry.invalid/reader:1
                      command: [/bin/sh, -ec]
                      args: ['grep -q hello /notes/text && echo read']
                      volumeMounts: [{name: notes, mountPath: /notes}]
                  volumes: [{name: notes, configMap: {name: notes}}]
            """;

    private static final String NOTES = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: notes, namespace: hook-check}
            data: {text: hello}
            """;

    List<String> waitsForWhatItMounts() throws IOException, InterruptedException {
        kubectl.apply(Manifest.ofYaml(JOB));
        var findings = new ArrayList<String>();
        var said = awaitWaiting();
        if (!said.equals("CreateContainerConfigError: config map notes not found")) {
            findings.add("A pod without its config map says: " + said);
        }
        kubectl.apply(Manifest.ofYaml(NOTES));
        kubectl.run("wait", "job/reader", "--for=condition=Complete", "--timeout=60s", "--namespace=" + NAMESPACE);
        kubectl.run("delete", "namespace", NAMESPACE, "--wait=false");
        return findings;
    }

    private String awaitWaiting() throws InterruptedException {
        for (var i = 0; i < 120; i++) {
            for (var pod : kubectl.get("pods", "--namespace=" + NAMESPACE).path("items")) {
                var waiting = pod.at("/status/containerStatuses/0/state/waiting");
                if (!waiting.isMissingNode()) {
                    return waiting.path("reason").asText() + ": "
                            + waiting.path("message").asText();
                }
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        throw new Failure("The job's pod did not say within a minute that its config map is missing.");
    }
}
