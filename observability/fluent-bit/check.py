#!/usr/bin/env python3
"""The Fluent Bit configuration without Fluent Bit: it is read as YAML, what it names exists, its multi-line and time rules are
applied to log lines as the services write them, and its Lua script runs, in Debian's Lua where none is on the PATH. What only the program can
prove (its own reading of the file, the output to Cloud Logging, the buffer on disk) is not proved here."""
import datetime
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

HERE = pathlib.Path(__file__).resolve().parent


def fail(message):
    print("✗ fluent-bit:", message)
    sys.exit(1)


def joined(lines, rules):
    """Records as the multi-line parser makes them."""
    start = re.compile(rules["start_state"])
    more = re.compile(rules["trace"])
    records = []
    for line in lines:
        if records and more.search(line):
            records[-1] += "\n" + line
        elif start.search(line):
            records.append(line)
        else:
            fail(f"no rule takes the line {line!r}")
    return records


def lua():
    """A Lua: one on the PATH, or Debian's, unpacked once into the user's cache."""
    for name in ("luajit", "lua5.1", "lua", "lua5.4"):
        if shutil.which(name):
            return name
    place = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "caravan/tools/lua-debian"
    program = place / "usr/bin/lua5.4"
    if not program.exists():
        with tempfile.TemporaryDirectory() as unfinished:
            fetched = subprocess.run(["apt-get", "-q", "download", "lua5.4"], cwd=unfinished, capture_output=True, text=True)
            packages = list(pathlib.Path(unfinished).glob("*.deb"))
            if fetched.returncode != 0 or not packages:
                fail("there is no Lua on the PATH, and Debian's cannot be had: " + fetched.stderr)
            subprocess.run(["dpkg-deb", "--extract", packages[0], place], check=True)
    return str(program)


# How the output finds the container of a record: by its tag, after tag_prefix (DEFAULT_TAG_REGEX of out_stackdriver).
CONTAINER = re.compile(
    r"(?P<pod>[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*)_(?P<namespace>[^_]+)_(?P<container>.+)-(?P<id>[a-z0-9]{64})\.log"
)


def check_output(pipeline):
    """A record gets to Cloud Logging, as what it is: its tag names its container, and every name is of one spelling."""
    (source,), (output,) = pipeline["pipeline"]["inputs"], pipeline["pipeline"]["outputs"]
    file = source["path"].replace("*_ecommerce_*", "order-service-7d9f_ecommerce_order-service-" + "0123456789abcdef" * 4)
    tag = source["tag"].replace("*", file.strip("/").replace("/", "."))
    prefix = output.get("tag_prefix", output["resource"] + ".")
    found = CONTAINER.fullmatch(tag[len(prefix):]) if tag.startswith(prefix) else None
    if not found or (found["pod"], found["namespace"], found["container"]) != ("order-service-7d9f", "ecommerce", "order-service"):
        fail(f"the output cannot tell whose record {tag} is: tag_prefix {prefix}")
    if output["severity_key"] != "severity":
        fail(f"the services write severity, and the output reads {output['severity_key']}")


def check_deployed(pipeline):
    """What runs in the cluster is this configuration, with all that it reads there."""
    addon = HERE.parents[1] / "argocd/addons/fluent-bit"
    values = yaml.safe_load((addon / "values.yaml").read_text())
    made = yaml.safe_load((HERE / "kustomization.yaml").read_text())
    (config_map,) = made["configMapGenerator"]
    if "config" in values or values.get("existingConfigMap") != config_map["name"]:
        fail("the cluster runs another configuration than this one")
    if not any(a.endswith("/conf/" + name) and a.startswith("--config=") for a in values["args"] for name in config_map["files"][:1]):
        fail(f"the program is told another file than {config_map['files'][0]}: {values['args']}")
    resources = yaml.safe_load((addon / "manifests/kustomization.yaml").read_text())["resources"]
    if HERE not in [(addon / "manifests" / r).resolve() for r in resources]:
        fail("the add-on does not bring this configuration with it")
    mounts = [m["mountPath"] for m in values["extraVolumeMounts"]]
    text = (HERE / "fluent-bit.yaml").read_text()
    for path in re.findall(r"(/var/(?:run/secrets|lib)/\S+)", text):
        if not any(path.startswith(mount + "/") for mount in mounts):
            fail(f"{path} is on no volume: {mounts}")
    (environment,) = [d for d in yaml.safe_load_all((addon / "manifests/google.yaml").read_text()) if d["kind"] == "ConfigMap"]
    needed = set(re.findall(r"\$\{(\w+)\}", text)) | set(re.findall(r'getenv\("(\w+)"\)', (HERE / "cloud-logging.lua").read_text()))
    if needed != set(environment["data"]):
        fail(f"the configuration reads {sorted(needed)}; it is given {sorted(environment['data'])}")
    written = (HERE.parents[1] / "argocd/applicationsets/addons.yaml").read_text()
    for name in needed:
        if f"/data/{name}, value:" not in written:
            fail(f"nobody writes {name} for the cluster")
    if pipeline["service"].get("health_check") is not True and pipeline["service"].get("health_check") != "on":
        fail("the readiness probe asks for health that is not counted")


def main():
    pipeline = yaml.safe_load((HERE / "fluent-bit.yaml").read_text())
    parsers = yaml.safe_load((HERE / "parsers.yaml").read_text())
    check_output(pipeline)
    check_deployed(pipeline)
    named = {p["name"] for p in parsers["parsers"]} | {p["name"] for p in parsers["multiline_parsers"]} | {"cri"}
    for stage in ("inputs", "filters"):
        for plugin in pipeline["pipeline"][stage]:
            for key in ("parser", "multiline.parser"):
                if plugin.get(key) and plugin[key] not in named:
                    fail(f"{plugin['name']} names the parser {plugin[key]}, which there is not")
            if plugin.get("script") and not (HERE / plugin["script"]).exists():
                fail(f"there is no {plugin['script']}")
    if any(i.get("storage.type") != "filesystem" for i in pipeline["pipeline"]["inputs"]):
        fail("an input does not buffer on disk")
    for plugin in pipeline["pipeline"]["filters"]:
        if plugin["name"] == "multiline" and (plugin.get("mode"), plugin.get("buffer")) != ("parser", True):
            fail("stack traces are put together only in the mode parser, and over chunks only with a buffer")
    multiline = next(p for p in parsers["multiline_parsers"] if p["name"] == "java-stack-trace")
    rules = {rule["state"]: rule["regex"].strip("/") for rule in multiline["rules"]}
    records = joined((HERE / "samples.txt").read_text().splitlines(), rules)
    if len(records) != 5:
        fail(f"the lines make {len(records)} records, not 5")
    if not records[3].endswith("... 3 more") or "Caused by" not in records[3]:
        fail("a stack trace is not one record")
    seen = 0
    for record in records:
        try:
            fields = json.loads(record)
        except ValueError:
            continue
        seen += 1
        # %L is a fraction of a second of any length, and %z takes Z
        datetime.datetime.fromisoformat(fields["time"].replace("Z", "+00:00"))
        if fields["severity"] not in ("DEFAULT", "DEBUG", "INFO", "NOTICE", "WARNING", "ERROR", "CRITICAL"):
            fail(f"Cloud Logging has no severity {fields['severity']}")
    if seen != 3:
        fail("the JSON records are not three")
    script = (
        f'dofile("{HERE}/cloud-logging.lua")\n'
        'local _, _, r = cloud_logging("t", 0, {message="m", severity="ERROR", stack_trace="s", trace_id="abc", span_id="d", route_id="placeOrder"})\n'
        'assert(r["logging.googleapis.com/trace"] == "projects/shop/traces/abc")\n'
        'assert(r["logging.googleapis.com/spanId"] == "d" and r["message"] == "m\\ns")\n'
        'assert(r["logging.googleapis.com/labels"]["route_id"] == "placeOrder")\n'
        'local _, _, p = cloud_logging("t", 0, {log="java.lang.IllegalStateException: x"})\n'
        'assert(p["message"] == "java.lang.IllegalStateException: x" and p["severity"] == "ERROR" and p["log"] == nil)\n'
    )
    done = subprocess.run([lua(), "-"], input=script, text=True, capture_output=True, env={"GOOGLE_PROJECT": "shop"})
    if done.returncode != 0:
        fail("cloud-logging.lua: " + done.stderr)
    print("✓ fluent-bit: 5 records, stack trace in one piece, Lua script run")


main()
