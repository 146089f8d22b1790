"""Finds the tools of the check on this machine, or puts them into the user's cache, saying what it does."""

import contextlib
import os
import platform
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "caravan/tools"
SYSTEM = {"x86_64": "amd64", "aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), platform.machine())
PLATFORM = f"{platform.system().lower()}_{SYSTEM}"
# Built from its source where the provider's own release cannot be had; shown to Terraform under a version that fits ~> 7.0.
GOOGLE_MODULE = "github.com/hashicorp/terraform-provider-google@v1.20.1-0.20260828184646-f3721fb45fa3"
GOOGLE_VERSION = "7.99.0"
MOTO = "moto[server]==5.2.1"


class Missing(Exception):
    """A tool that is not there and cannot be put there; the message says what to do."""


def say(text):
    print(f"  {text}", file=sys.stderr, flush=True)


def run(command, what, **options):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if done.returncode != 0:
        raise Missing(f"{what} failed:\n{done.stdout[-2000:]}")
    return done.stdout


def terraform():
    """Terraform itself, 1.11 or newer."""
    if not shutil.which("terraform"):
        raise Missing("Terraform is missing: install version 1.11 or newer (https://developer.hashicorp.com/terraform/install).")
    version = re.search(r"v(\d+)\.(\d+)", run(["terraform", "version"], "terraform version"))
    if not version or (int(version[1]), int(version[2])) < (1, 11):
        raise Missing("Terraform is older than 1.11, which brought write-only arguments.")


def mirrors():
    """Directories on this machine with providers in them: those that are called registry.terraform.io."""
    places = [os.environ.get("CARAVAN_TERRAFORM_PROVIDERS"), "~/.terraform.d/plugins", "~/.local/share/terraform/plugins",
              "/usr/local/share/terraform/plugins", "/usr/share/terraform/plugins", CACHE]
    found = [Path(place).expanduser() for place in places if place]
    for parent in ("/opt", "/usr/local", "/usr/local/lib", "/usr/share", "/srv"):
        if Path(parent).is_dir():
            with contextlib.suppress(PermissionError):
                found += [child for child in sorted(Path(parent).iterdir()) if child.is_dir()]
    found += sorted(CACHE.glob("*")) if CACHE.is_dir() else []
    return [place for place in found if (place / "registry.terraform.io").is_dir()]


def mirror_of(provider):
    """The mirror that has a provider for this machine, or None."""
    for place in mirrors():
        if list((place / "registry.terraform.io" / provider).glob(f"*/{PLATFORM}/*")):
            return place
    return None


def registry_answers():
    try:
        urllib.request.urlopen("https://registry.terraform.io/.well-known/terraform.json", timeout=4).close()
        return True
    except OSError:
        return False


def google(registry):
    """The Google provider: a mirror that has it, its own release, or a build of its source."""
    place = mirror_of("hashicorp/google")
    if place or registry:
        return place
    if not shutil.which("go"):
        raise Missing("The Google provider cannot be downloaded here, and there is no Go to build it. Install Go 1.25 or newer.")
    place = CACHE / f"terraform-provider-google-{GOOGLE_VERSION}"
    directory = place / "registry.terraform.io/hashicorp/google" / GOOGLE_VERSION / PLATFORM
    building = CACHE / f"building-terraform-provider-google.{os.getpid()}"
    building.mkdir(parents=True, exist_ok=True)
    say("building the Google provider from its source, once on this machine (about 5 minutes on 2 cores) …")
    # Nobody debugs it: the compiler may leave out what a debugger reads, and collect its garbage seldom.
    run(["go", "install", "-gcflags", "all=-dwarf=false", "-ldflags", "-s -w", GOOGLE_MODULE], "building the Google provider",
        env={"GOGC": "300", **os.environ, "GOBIN": str(building)})
    directory.mkdir(parents=True, exist_ok=True)
    os.replace(building / "terraform-provider-google", directory / f"terraform-provider-google_v{GOOGLE_VERSION}")
    shutil.rmtree(building)
    return place


def helm(registry):
    """The program that knows the Helm provider's schema, or None where the provider itself can be had."""
    if registry or mirror_of("hashicorp/helm"):
        return None
    if not shutil.which("go"):
        raise Missing("The Helm provider cannot be downloaded here, and there is no Go to build its schema. Install Go 1.25 or newer.")
    program = CACHE / "helm-schema-1/helm-schema"
    source = HERE / "helm-schema"
    if not program.exists() or program.stat().st_mtime < (source / "main.go").stat().st_mtime:
        say("building the schema of the Helm provider, once on this machine …")
        program.parent.mkdir(parents=True, exist_ok=True)
        run(["go", "build", "-trimpath", "-o", str(program), "."], "building the Helm schema", cwd=source)
    return program


def moto():
    """The emulator of AWS, of this Python or of an environment of its own in the cache. Gives the Python to use."""
    if subprocess.run([sys.executable, "-c", "import moto.server, boto3"], capture_output=True).returncode == 0:
        return sys.executable
    environment = CACHE / "moto-5.2.1"
    python = environment / "bin/python"
    if not python.exists():
        say("installing the emulator of AWS (moto) into the cache …")
        run([sys.executable, "-m", "venv", str(environment)], "making a Python environment")
        run([str(python), "-m", "pip", "install", "--quiet", MOTO], "installing moto")
    return str(python)


def configuration(directory, registry):
    """A configuration file that tells Terraform of the mirrors on this machine."""
    text = "provider_installation {\n"
    for provider in ("hashicorp/aws", "hashicorp/google", "hashicorp/helm"):
        place = mirror_of(provider)
        if place:
            text += f'  filesystem_mirror {{\n    path    = "{place}"\n    include = ["{provider}"]\n  }}\n'
    if registry:
        text += "  direct {}\n"
    file = Path(directory) / "terraform.rc"
    file.write_text(text + "}\n")
    return str(file)


def cluster():
    """The programs of a cluster on one machine; what is there is kept. Their progress goes to stderr as it comes."""
    done = subprocess.run([str(HERE.parents[1] / "local/cluster/tools/install")], stdout=sys.stderr)
    if done.returncode != 0:
        raise Missing("The cluster's tools could not be installed; why stands above.")


@contextlib.contextmanager
def helm_attached(program):
    """Runs the Helm schema, and gives what Terraform needs to reach it."""
    if program is None:
        yield {}
        return
    server = subprocess.Popen([str(program)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        for line in server.stdout:
            attached = re.search(r"TF_REATTACH_PROVIDERS='(.*)'", line)
            if attached:
                yield {"TF_REATTACH_PROVIDERS": attached[1]}
                return
        raise Missing("The schema of the Helm provider ended before it could be reached.")
    finally:
        server.kill()
        server.wait()
