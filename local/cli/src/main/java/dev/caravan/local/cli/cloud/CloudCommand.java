package dev.caravan.local.cli.cloud;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands for AWS and Google Cloud. */
@Command(
        name = "cloud",
        mixinStandardHelpOptions = true,
        description = "Check, plan and apply what runs in AWS and Google Cloud.",
        footer = {"", "docs/operations.md leads through it, from an empty account to a running job and back."},
        subcommands = {
            CloudCheckCommand.class,
            BootstrapCommand.class,
            PreflightCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            SubmitJobCommand.class,
            StopJobCommand.class,
            FluentBitKeyCommand.class,
            RepositoryKeyCommand.class,
            RotateCommand.class,
            ReleaseCommand.class,
            CloudLoadCommand.class,
            DestroyCommand.class
        })
public final class CloudCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Say check, bootstrap, preflight, plan, apply, submit-job, stop-job, fluent-bit-key, repository-key, rotate, release, load or destroy.");
        }
    }
}
