"""An emulator of AWS (moto) for one run, and Terraform applied to it from a copy of the tree."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import boto3
from botocore.config import Config

ROOT = Path(__file__).resolve().parents[2]
REGION = "us-east-1"
LIMIT_SECONDS = 900  # for one command; a resource that never gets ready must not hold up the check for ever
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "emulated", "AWS_SECRET_ACCESS_KEY": "emulated", "AWS_REGION": REGION}

# Read by Terraform after main.tf: the state stays here, and S3 answers under paths instead of host names.
OVERRIDE = """
terraform {
  backend "local" {}
}

provider "aws" {
  s3_use_path_style           = true
  skip_region_validation      = true
  skip_requesting_account_id  = false
}
"""


# Who is asked to end ends as if interrupted, so that the emulator and the copy of the tree go too.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def emulator():
    """Runs moto and gives its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
            env={**os.environ, **CREDENTIALS, "MOTO_IAM_LOAD_MANAGED_POLICIES": "true", "MOTO_ACM_VALIDATION_WAIT": "1"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            deadline = time.monotonic() + 180
            while True:
                if server.poll() is not None or time.monotonic() > deadline:
                    log.seek(0)
                    raise SystemExit("The emulator of AWS did not start:\n" + log.read().decode(errors="replace")[-2000:])
                try:
                    urllib.request.urlopen(address + "/moto-api/", timeout=2).close()
                    break
                except (urllib.error.URLError, OSError):
                    time.sleep(0.2)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def clients(address):
    """A function that gives boto3 clients of the emulator."""
    session = boto3.Session(aws_access_key_id="emulated", aws_secret_access_key="emulated", region_name=REGION)
    return lambda service: session.client(
        service, endpoint_url=address, config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 2})
    )


@contextlib.contextmanager
def copy_of(root):
    """A copy of terraform/ with a root such as envs/prod/aws made ready for the emulator; gives that root's directory."""
    with tempfile.TemporaryDirectory(prefix="caravan-cloud-") as directory:
        tree = Path(directory)
        shutil.copytree(
            ROOT / "terraform",
            tree / "terraform",
            ignore=shutil.ignore_patterns(".terraform", ".terraform.lock.hcl", "*.tfstate*", "__pycache__", "*.tfvars"),
        )
        package = tree / "lambda-csv/target/lambda-csv.zip"
        package.parent.mkdir(parents=True)
        built = ROOT / "lambda-csv/target/lambda-csv.zip"
        if built.exists():
            package.symlink_to(built)
        else:  # what is wired is the same, whatever the function does
            with zipfile.ZipFile(package, "w") as archive:
                archive.writestr("lib/empty", "")
        (tree / "terraform" / root / "emulator_override.tf").write_text(OVERRIDE)
        yield tree / "terraform" / root


class Terraform:
    """Terraform in one directory, talking to one emulator."""

    def __init__(self, directory, address, variables):
        self.directory = directory
        self.arguments = [f"-var={name}={value}" for name, value in variables.items()]
        self.environment = {
            **os.environ,
            **CREDENTIALS,
            "AWS_ENDPOINT_URL": address,
            "AWS_EC2_METADATA_DISABLED": "true",
            "TF_IN_AUTOMATION": "1",
            "TF_INPUT": "0",
        }

    def run(self, *command, expect=(0,), quiet=True):
        try:
            done = subprocess.run(
                ["terraform", *command],
                cwd=self.directory,
                env=self.environment,
                stdout=subprocess.PIPE if quiet else None,
                stderr=subprocess.STDOUT if quiet else None,
                text=True,
                timeout=LIMIT_SECONDS,
            )
        except subprocess.TimeoutExpired as late:
            print((late.stdout or b"").decode(errors="replace")[-3000:])
            raise SystemExit(f"terraform {command[0]} was still running after {LIMIT_SECONDS} s") from None
        if done.returncode not in expect:
            if quiet:
                print(done.stdout[-8000:])
            raise SystemExit(f"terraform {command[0]} ended with status {done.returncode}")
        return done

    def init(self):
        self.run("init", "-no-color")

    def apply(self, *more):
        return self.run("apply", "-no-color", "-auto-approve", "-parallelism=20", *self.arguments, *more)

    def destroy(self, *more, expect=(0,)):
        return self.run("destroy", "-no-color", "-auto-approve", "-parallelism=20", *self.arguments, *more, expect=expect)

    def plan(self, *more, **options):
        return self.run("plan", "-no-color", *self.arguments, *more, **options)
