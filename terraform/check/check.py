"""Everything about terraform/ that can be proved without an account, in one table. Started by ./caravan cloud check."""

import argparse
import concurrent.futures
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import tools

HERE = Path(__file__).resolve().parent
TERRAFORM = HERE.parent
ROOTS = ["bootstrap/aws", "bootstrap/google"] + [f"envs/{e}/{part}" for e in ("dev", "prod") for part in ("aws", "gcp", "platform")]

PROTECTS = {
    "modules/network": "three tiers, one of them public; flow logs; clouds that do not overlap",
    "modules/eks": "private API, IMDSv2, encrypted secrets and disks, access entries, Pod Identity",
    "modules/rds": "encryption, TLS, no public address, backups, passwords outside the state",
    "modules/msk": "TLS only, a login for everybody, no public address, no lost event",
    "modules/dynamodb": "the job's keys, expiry, encryption, restore",
    "modules/feeds": "private encrypted bucket, only what lies in feeds/ starts the function, dead letters",
    "modules/ecr": "immutable, scanned, encrypted images",
    "modules/identity": "the platform's scopes, least privilege of clients, no secret in a browser",
    "modules/federation": "one service account, one role, one table; no static keys",
    "modules/vpn": "four tunnels, BGP, IKEv2, one cipher choice",
    "modules/gcp-network": "nobody comes in; logged",
    "modules/dataproc": "Flink on 3.0, no public address, least privilege, private buckets",
    "modules/edge": "TLS and a firewall before the shop; pods are targets, so clients keep their addresses",
    "modules/alarms": "alarms reach somebody; disks are watched",
    "modules/release": "one repository's CI pushes images, by identity; no key",
    "modules/argocd": "annotations, root application, not public",
    "stacks/aws": "bad input is refused in words",
    "stacks/gcp": "bad input is refused in words",
    "envs/dev/aws": "what dev is made of: cheap, easy to destroy",
    "envs/prod/aws": "what prod is made of: three zones, protected",
    "stacks/platform": "bad input is refused in words; what the ApplicationSets read",
}

printing = threading.Lock()


class Result:
    def __init__(self, name, protects, ok, seconds, said):
        self.name, self.protects, self.ok, self.seconds, self.said = name, protects, ok, seconds, said


class Check:
    """One row of the table: a command, and what it proves. What it needs is got ready before its clock begins."""

    def __init__(self, name, protects, *commands, cwd=TERRAFORM, needs=None):
        self.name, self.protects, self.commands, self.cwd, self.needs = name, protects, commands, cwd, needs

    def run(self, environment):
        said, ok = self.prepare()
        begun = time.monotonic()
        for command in self.commands if ok else ():
            try:
                done = subprocess.run(command, cwd=self.cwd, env=environment, text=True,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=1200)
                said, ok = said + done.stdout, done.returncode == 0
            except subprocess.TimeoutExpired as late:
                said, ok = said + (late.stdout or b"").decode(errors="replace") + "\nstill running after 20 minutes", False
            if not ok:
                break
        result = Result(self.name, self.protects, ok, time.monotonic() - begun, said)
        with printing:
            print(f"{'✓' if ok else '✗'} {result.name} ({result.seconds:.0f} s)", file=sys.stderr, flush=True)
            if not ok:
                print("\n".join("    " + line for line in said.strip().splitlines()[-60:]), file=sys.stderr, flush=True)
        return result

    def prepare(self):
        try:
            if self.needs:
                self.needs()
            return "", True
        except tools.Missing as missing:
            return str(missing), False


def tests():
    """The directories with Terraform tests."""
    return sorted(str(d.parent.relative_to(TERRAFORM)) for d in TERRAFORM.glob("*/**/tests") if list(d.glob("*.tftest.hcl")))


def checks(python, full, tree):
    init = ["terraform", "init", "-backend=false", "-input=false", "-no-color"]
    yield Check("emulator: apply and destroy", "prod's AWS side works as wired; each role may do its work, nothing else",
                [python, str(HERE / "apply_test.py")])
    yield Check("emulator: deletion protection", "destroy of prod is refused until it is switched off",
                [python, str(HERE / "protection_test.py")])
    yield Check("emulator: rotation", "Terraform leaves the logins in place that a rotation has written",
                [python, str(HERE / "rotation_test.py")])
    yield Check("cluster", "manifests on a real API server: rollout, scaling, policies, Argo CD",
                [str(TERRAFORM.parent / "caravan"), "cluster", "test", *([] if full else ["--shorten", "4"])],
                needs=tools.cluster)
    yield Check("names", "code, Terraform, manifests and docs call everything by one name", [python, str(HERE / "names_test.py")])
    yield Check("policy evaluator", "its verdicts are IAM's", [python, str(HERE / "policies_test.py")])
    yield Check("machines", "a lost window job is submitted again from its newest state, once; a new Kafka login reaches the machines",
                [python, str(HERE / "machines_test.py")])
    yield Check("costs", "docs/operations.md tells the costs of the sizes that terraform/ names", [python, str(HERE / "costs.py"), "--check"])
    yield Check("format", "terraform fmt", ["terraform", "fmt", "-check", "-recursive", "-diff"], cwd=tree)
    for root in ROOTS:
        yield Check(f"validate {root}", "names and types, against the providers", init,
                    ["terraform", "validate", "-no-color"], cwd=tree / root)
    for directory in tests():
        yield Check(f"test {directory}", PROTECTS.get(directory, "values"), init,
                    ["terraform", "test", "-no-color"], cwd=tree / directory)


def copied(directory):
    """What Terraform reads, in a directory of its own: a check may use another build of a provider than the locked one, and
    leaves nothing in the checkout."""
    left_out = shutil.ignore_patterns(".terraform", ".terraform.lock.hcl", "*.tfstate*", "*.tfvars", "check", "__pycache__")
    shutil.copytree(TERRAFORM, Path(directory) / "terraform", ignore=left_out)
    for beside in ("argocd", "kustomize/components"):
        shutil.copytree(TERRAFORM.parent / beside, Path(directory) / beside)
    return Path(directory) / "terraform"


def table(results):
    width = max(len(r.name) for r in results)
    print(f"\n{'check':{width}}  {'result':6}  {'time':>6}  proves")
    for r in results:
        print(f"{r.name:{width}}  {'ok' if r.ok else 'FAILED':6}  {r.seconds:4.0f} s  {r.protects}")
    failed = [r for r in results if not r.ok]
    print(f"{len(results) - len(failed)} of {len(results)} checks held.")
    return failed


def main():
    parser = argparse.ArgumentParser(prog="./caravan cloud check")
    parser.add_argument("--only", help="run only the checks whose names contain this")
    parser.add_argument("--full", action="store_true", help="play the autoscalers' windows as they are, not a quarter of them")
    parser.add_argument("--plan", metavar="ENV", help="check nothing; show the plan of an environment against an emulator")
    parser.add_argument("--install", action="store_true", help="check nothing; only get the tools ready, once on this machine")
    parser.add_argument("--jobs", type=int, default=min(4, (os.cpu_count() or 2) + 1),
                        help="how many at a time; the emulator's apply mostly waits, so one more than cores by default")
    arguments = parser.parse_args()
    begun = time.monotonic()
    try:
        tools.terraform()
        python = tools.moto()
        if python != sys.executable:  # the emulator's clients are there only
            os.execv(python, [python, *sys.argv])
        has_aws, has_google, has_helm = map(tools.mirror_of, ("hashicorp/aws", "hashicorp/google", "hashicorp/helm"))
        registry = not (has_aws and has_google and has_helm) and tools.registry_answers()
        if not has_aws and not registry:
            raise tools.Missing("The AWS provider is neither on this machine nor can it be downloaded. Name a directory that"
                                " holds registry.terraform.io/hashicorp/aws with CARAVAN_TERRAFORM_PROVIDERS.")
        tools.google(registry)
        helm = tools.helm(registry)
        if arguments.install:
            tools.cluster()
            return 0
        with tempfile.TemporaryDirectory() as directory, tools.helm_attached(helm) as attached:
            sys.path.insert(0, str(HERE))
            os.environ["TF_CLI_CONFIG_FILE"] = tools.configuration(directory, registry)
            if arguments.plan:
                return subprocess.run([python, str(HERE / "plan.py"), arguments.plan]).returncode
            results = run_all(python, arguments, attached, copied(directory))
    except tools.Missing as missing:
        print(f"caravan: {missing}", file=sys.stderr)
        return 1
    if not results:
        print(f"caravan: no check has \"{arguments.only}\" in its name.", file=sys.stderr)
        return 1
    failed = table(results)
    print(f"In {time.monotonic() - begun:.0f} s.")
    return 1 if failed else 0


def run_all(python, arguments, attached, tree):
    """Runs the checks, a few at a time; the tests of modules use an emulator of AWS, so that nothing real is asked."""
    import emulator

    chosen = [c for c in checks(python, arguments.full, tree) if not arguments.only or arguments.only in c.name]
    with emulator.emulator() as address, concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        environment = {**os.environ, **attached, **emulator.CREDENTIALS, "AWS_ENDPOINT_URL": address,
                       "AWS_EC2_METADATA_DISABLED": "true", "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"}
        return list(pool.map(lambda check: check.run(environment), chosen))


if __name__ == "__main__":
    sys.exit(main())
