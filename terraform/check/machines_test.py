"""What runs on the machines of the window job by itself, run as they run it, with stand-ins for the machine's metadata and for
gcloud that keep a bucket and a secret in a directory and write down what is submitted."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[1] / "modules/dataproc"
GCLOUD = r"""#!/bin/bash
set -euo pipefail
case "$1 $2 ${3-}" in
"storage cat "*) cat "$BUCKET/${3#gs://state/}" ;;
"storage cp gs://scripts/"*) printf '#!/bin/bash\necho %s >>"%s/../ran"\n' "${3##*/}" "$BUCKET" >"$4" ;;
"storage ls -l")
  [ ! -e "$BUCKET/../unreachable" ] || { echo "ERROR: (gcloud.storage.ls) HTTPError 503" >&2; exit 1; }
  found=$(cd "$BUCKET" && find * -type f)
  for file in $found; do
    printf '%10s  %s  gs://state/%s\n' 1234 "$(date -u -r "$BUCKET/$file" +%Y-%m-%dT%H:%M:%SZ)" "$file"
  done
  echo "TOTAL: 1 objects, 1234 bytes (1.21kiB)"
  ;;
"dataproc jobs list") cat "$BUCKET/../active" ;;
"secrets versions access") [ "$4 $5" = "latest --secret=the-secret" ] && cat "$BUCKET/../secret" ;;
"dataproc jobs submit") shift 4; printf '%s\n' "$@" >>"$BUCKET/../submitted" ;;
*) echo "gcloud $* is not expected" >&2; exit 9 ;;
esac
"""
METADATA = """#!/bin/bash
case $1 in
attributes/caravan-state) echo gs://state ;;
attributes/caravan-scripts) echo gs://scripts ;;
attributes/dataproc-role) cat "$BUCKET/../role" ;;
attributes/caravan-kafka-secret) echo the-secret ;;
attributes/dataproc-cluster-name) echo caravan-dev ;;
attributes/dataproc-region) echo us-east4 ;;
*) exit 1 ;;
esac
"""
CHOWN = """#!/bin/bash
echo "$@" >>"$BUCKET/../owned"
"""
SYSTEMCTL = """#!/bin/bash
echo "$@" >>"$BUCKET/../systemctl"
"""
SUBMISSION = "--region=us-east4\n--cluster=caravan-dev\n--jar=gs://jars/job.jar\n--\n--dynamodb-table\necom-analytics\n"


class MachineTest(unittest.TestCase):
    """A machine, as a script of its own sees it."""

    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)
        self.work = Path(self.directory.name)
        (self.work / "bucket").mkdir()
        (self.work / "bin").mkdir()
        (self.work / "active").write_text("")
        for name, text in {"gcloud": GCLOUD, "get_metadata_value": METADATA, "chown": CHOWN, "systemctl": SYSTEMCTL}.items():
            (self.work / "bin" / name).write_text(text)
            (self.work / "bin" / name).chmod(0o755)

    def run_script(self, name, status=0):
        script = (SCRIPTS / f"{name}.sh").read_text()
        for there, here in {"/usr/share/google": "bin", "/etc/caravan": "etc", "/usr/local/sbin": "sbin", "/etc/systemd/system": "units"}.items():
            script = script.replace(there, str(self.work / here))
        done = subprocess.run(["bash", "-c", script], text=True, capture_output=True,
                              env={**os.environ, "PATH": f"{self.work / 'bin'}:{os.environ['PATH']}", "BUCKET": str(self.work / "bucket")})
        self.assertEqual(done.returncode, status, done.stderr)
        return done.stdout


class StartTest(MachineTest):
    def started(self, role):
        (self.work / "role").write_text(role)
        for directory in ("sbin", "units"):
            (self.work / directory).mkdir()
        self.run_script("start")
        self.assertEqual((self.work / "ran").read_text(), "kafka-login.sh\n")  # a machine is there when it has the login
        timers = {unit.stem.removeprefix("caravan-"): unit.read_text() for unit in (self.work / "units").glob("*.timer")}
        for name in timers:
            self.assertIn(f"ExecStart={self.work}/sbin/caravan-{name}\n", (self.work / f"units/caravan-{name}.service").read_text())
            self.assertIn(f"enable --now caravan-{name}.timer\n", (self.work / "systemctl").read_text())
        return {name: next(line for line in text.splitlines() if line.startswith("OnUnitInactiveSec")) for name, text in timers.items()}

    def test_a_worker_looks_for_a_new_login(self):
        self.assertEqual(self.started("Worker"), {"kafka-login": "OnUnitInactiveSec=5min"})
        self.assertEqual([f.name for f in (self.work / "sbin").iterdir()], ["caravan-kafka-login"])

    def test_the_master_looks_after_the_job_too(self):
        self.assertEqual(self.started("Master"), {"kafka-login": "OnUnitInactiveSec=5min", "supervise": "OnUnitInactiveSec=1min"})
        self.assertTrue(os.access(self.work / "sbin/caravan-stop", os.X_OK))


class KafkaLoginTest(MachineTest):
    def setUp(self):
        super().setUp()
        self.file = self.work / "etc/kafka.properties"
        (self.work / "secret").write_text("first\n")
        self.run_script("kafka-login")

    def test_jobs_may_read_it_and_nobody_else(self):
        self.assertEqual(self.file.read_text(), "first\n")
        self.assertEqual(self.file.stat().st_mode & 0o777, 0o640)
        self.assertEqual((self.work / "owned").read_text(), f"root:hadoop {self.file}.new\n")
        self.assertEqual(self.file.parent.stat().st_mode & 0o777, 0o755)

    def test_a_new_login_takes_the_place_of_the_old_one_at_once(self):
        before = self.file.stat().st_ino
        (self.work / "secret").write_text("second\n")
        self.assertIn("is new", self.run_script("kafka-login"))
        self.assertEqual(self.file.read_text(), "second\n")
        self.assertNotEqual(self.file.stat().st_ino, before)  # who reads meanwhile reads one of the two, whole
        self.assertEqual([f.name for f in self.file.parent.iterdir()], ["kafka.properties"])

    def test_what_has_not_changed_is_left_alone(self):
        before = self.file.stat()
        self.assertEqual(self.run_script("kafka-login"), "")
        self.assertEqual((self.file.stat().st_ino, self.file.stat().st_mtime_ns), (before.st_ino, before.st_mtime_ns))
        self.assertEqual([f.name for f in self.file.parent.iterdir()], ["kafka.properties"])

    def test_the_old_one_stays_where_none_can_be_had(self):
        (self.work / "secret").unlink()
        self.run_script("kafka-login", status=1)
        self.assertEqual(self.file.read_text(), "first\n")


class SuperviseTest(MachineTest):
    def object(self, name, text="x", age=0):
        path = self.work / "bucket" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        when = path.stat().st_mtime - age
        os.utime(path, (when, when))

    def look(self, status=0):
        self.run_script("supervise", status)
        submitted = self.work / "submitted"
        return submitted.read_text().splitlines() if submitted.exists() else []

    def test_nothing_is_submitted_that_nobody_wants_to_run(self):
        self.object("checkpoints/a/chk-7/_metadata")
        self.assertEqual(self.look(), [])

    def test_a_job_that_runs_is_left_alone(self):
        self.object("job/submission", SUBMISSION)
        (self.work / "active").write_text("job-1\n")
        self.assertEqual(self.look(), [])

    def test_a_lost_job_goes_on_from_its_newest_complete_checkpoint(self):
        self.object("job/submission", SUBMISSION)
        self.object("checkpoints/a/chk-7/_metadata", age=600)
        self.object("checkpoints/b/chk-3/_metadata", age=60)
        self.object("checkpoints/b/chk-4/part", age=10)  # not complete: it has no _metadata
        self.assertEqual(self.look(), ["--region=us-east4", "--cluster=caravan-dev", "--jar=gs://jars/job.jar",
                                       "--savepoint=gs://state/checkpoints/b/chk-3", "--", "--dynamodb-table", "ecom-analytics"])

    def test_a_savepoint_that_is_newer_is_taken(self):
        self.object("job/submission", SUBMISSION)
        self.object("checkpoints/a/chk-7/_metadata", age=600)
        self.object("savepoints/savepoint-1/_metadata", age=5)
        self.assertIn("--savepoint=gs://state/savepoints/savepoint-1", self.look())

    def test_a_listing_that_fails_is_not_taken_for_no_state(self):
        self.object("job/submission", SUBMISSION)
        self.object("checkpoints/a/chk-7/_metadata")
        (self.work / "unreachable").touch()
        self.assertEqual(self.look(status=1), [])

    def test_a_job_that_never_had_state_begins_at_the_beginning(self):
        self.object("job/submission", SUBMISSION)
        self.assertEqual(self.look(), SUBMISSION.splitlines())


if __name__ == "__main__":
    sys.exit(0 if unittest.main(exit=False).result.wasSuccessful() else 1)
