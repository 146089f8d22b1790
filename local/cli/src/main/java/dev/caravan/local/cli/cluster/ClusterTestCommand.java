package dev.caravan.local.cli.cluster;

import dev.caravan.local.cli.platform.Failure;
import dev.caravan.local.cli.platform.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Proves the manifests. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Prove the manifests: rules, a real API server, rollouts, autoscalers, Argo CD.",
        footer = {
            "",
            "It starts a cluster of its own and stops it. The last line counts the checks.",
            "--rules checks the manifests alone, in seconds, without a cluster."
        })
public final class ClusterTestCommand implements Callable<Integer> {

    private static final List<String> OVERLAYS = List.of("dev", "prod");

    @Option(names = "--rules", description = "Only what can be seen in the manifests themselves.")
    private boolean rulesOnly;

    @Option(names = "--keep", description = "Leave the cluster running, to look at what failed.")
    private boolean keep;

    @Option(
            names = "--shorten",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Divide the autoscalers' windows and periods by N, to see them act sooner (default: 1, as they are).")
    private int shorten = 1;

    private final Checklist checklist = new Checklist();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (shorten < 1 || shorten > 10) {
            throw new Failure("--shorten is " + shorten + "; it is 1 to 10.");
        }
        var installation = Installation.current();
        var root = installation.root();
        var home = installation.home().resolve("cluster-test");
        var controlPlane =
                ControlPlane.of(root, home, 18_000 + ThreadLocalRandom.current().nextInt(400) * 20);
        if (!rulesOnly) {
            controlPlane.down(); // what an interrupted run left
            var stop = new Thread(() -> stop(controlPlane));
            if (!keep) {
                Runtime.getRuntime().addShutdownHook(stop);
            }
            checklist.check("the control plane comes up", () -> {
                controlPlane.up();
                return List.of();
            });
        }
        var kubectl = controlPlane.kubectl();
        for (var name : OVERLAYS) {
            var overlay = Overlay.of(root, name);
            rules(root, kubectl, overlay);
            for (var component : Overlay.optionalComponents(root)) {
                rules(root, kubectl, overlay.with(component, home.resolve("overlays")));
            }
        }
        checklist.check("both overlays take the same values from the cluster", () -> sameReplacements(root));
        checklist.check(
                "add-ons: their pods connect inside, and to the internet only those that must",
                () -> EgressRules.ofAddons(root, kubectl));
        if (!rulesOnly && checklist.allHold()) {
            prove(root, controlPlane, kubectl);
        }
        System.out.println(checklist);
        return checklist.allHold() ? 0 : 1;
    }

    private void rules(Path root, Kubectl kubectl, Overlay overlay) throws IOException, InterruptedException {
        var manifests = kubectl.render(overlay.directory());
        checklist.check(
                overlay.name() + ": all " + manifests.size() + " objects keep the rules",
                () -> ManifestRules.findings(root, manifests));
        checklist.check(
                overlay.name() + ": of " + Arrows.tried(manifests)
                        + " connections the policies allow those of the architecture",
                () -> Arrows.findings(manifests, overlay.components()));
    }

    private static List<String> sameReplacements(Path root) throws IOException {
        var dev = Manifest.ofYaml(Files.readString(root.resolve("kustomize/overlays/dev/kustomization.yaml")))
                .getFirst();
        var prod = Manifest.ofYaml(Files.readString(root.resolve("kustomize/overlays/prod/kustomization.yaml")))
                .getFirst();
        return dev.at("/replacements").equals(prod.at("/replacements"))
                ? List.of()
                : List.of("kustomize/overlays/dev and prod differ in their replacements.");
    }

    /** What needs the cluster. Argo CD and the autoscalers have the platform's namespace; the overlays have their own. */
    private void prove(Path root, ControlPlane controlPlane, Kubectl kubectl) throws InterruptedException {
        try (var operators = new Operators(kubectl)) {
            operators.start();
            for (var overlay : OVERLAYS) {
                checklist.check(
                        overlay + ": the API server accepts every object, strict and without a warning",
                        overlayCheck(root, kubectl, overlay)::isAccepted);
            }
            if (!checklist.allHold()) {
                return;
            }
            var gitOps = new GitOps(controlPlane, kubectl);
            checklist.check(
                    "Argo CD: from an empty cluster to synced and healthy, from git",
                    () -> gitOps.comesUpFromGit(root, shorten));
            if (!checklist.allHold()) {
                return;
            }
            var autoscalers = aside(() -> checklist.check(
                    "autoscalers: 2 → 10 above 60 % CPU or 70 % memory, and back to 2, as behavior says; a sync at 10 leaves them",
                    () -> new AutoscalerCheck(kubectl, gitOps::leavesReplicasAlone).followsUsage()));
            checklist.check(
                    "Argo CD: the commit of a release is rolled out, to the last pod", gitOps::rollsOutARelease);
            checklist.check(
                    "a rotation of passwords runs its jobs, and restarts whoever logs in",
                    new RotationCheck(kubectl)::restartsWhoeverLogsIn);
            checklist.check("Argo CD: manual drift is healed", gitOps::healsDrift);
            checklist.check("Argo CD: a commit that no cluster takes is left by the next", gitOps::leavesABadRevision);
            checklist.check(
                    "Argo CD: rules, boards and routes of alerts are there, and name the environment's topic",
                    () -> gitOps.bringsObservability(root));
            checklist.check(
                    "Argo CD: every add-on has its application (the charts themselves are not fetched here)",
                    () -> gitOps.namesEveryAddon(root));
            checklist.check(
                    "a job whose config map is missing says so and waits, and runs when it is there",
                    new HookCheck(kubectl)::waitsForWhatItMounts);
            for (var overlay : OVERLAYS) {
                overlay(root, kubectl, overlay);
            }
            autoscalers.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static OverlayCheck overlayCheck(Path root, Kubectl kubectl, String overlay) throws InterruptedException {
        try {
            return new OverlayCheck(kubectl, Manifest.NAMESPACE + "-" + overlay, kubectl.render(root, overlay));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void overlay(Path root, Kubectl kubectl, String overlay) throws InterruptedException {
        var check = overlayCheck(root, kubectl, overlay);
        checklist.check(overlay + ": every pod is admitted and starts, every job ends", check::comesUp);
        checklist.check(overlay + ": a second apply changes nothing", check::isStable);
        checklist.check(overlay + ": an unknown field is refused by name", check::refusesUnknownField);
        checklist.check(overlay + ": no service account has a right", check::grantsNothing);
        if (overlay.equals("prod")) {
            var rollout = new RolloutCheck(kubectl, check.namespace());
            checklist.check("prod: a rollout never has less than the wanted pods", rollout::rollsWithoutAGap);
            checklist.check("prod: scaled out, the pods are spread over the zones", rollout::spreadsOverZones);
            checklist.check("prod: a drained node takes one pod of a service at a time", rollout::survivesADrain);
        }
    }

    /** Something that runs beside the rest. */
    private interface Task {
        void run() throws InterruptedException;
    }

    private static FutureTask<Boolean> aside(Task task) {
        var future = new FutureTask<>(() -> {
            task.run();
            return true;
        });
        Thread.ofVirtual().start(future);
        return future;
    }

    private static void stop(ControlPlane controlPlane) {
        try {
            controlPlane.down();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
