"""The supervisor of the window job, run as the master runs it, with stand-ins for the machine's metadata and for gcloud that keep
a bucket in a directory and write down what is submitted."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[1] / "modules/dataproc/supervise.sh"
GCLOUD = r"""#!/bin/bash
set -euo pipefail
case "$1 $2 ${3-}" in
"storage cat "*) cat "$BUCKET/${3#gs://state/}" ;;
"storage ls -l")
  [ ! -e "$BUCKET/../unreachable" ] || { echo "ERROR: (gcloud.storage.ls) HTTPError 503" >&2; exit 1; }
  found=$(cd "$BUCKET" && find * -type f)
  for file in $found; do
    printf '%10s  %s  gs://state/%s\n' 1234 "$(date -u -r "$BUCKET/$file" +%Y-%m-%dT%H:%M:%SZ)" "$file"
  done
  echo "TOTAL: 1 objects, 1234 bytes (1.21kiB)"
  ;;
"dataproc jobs list") cat "$BUCKET/../active" ;;
"dataproc jobs submit") shift 4; printf '%s\n' "$@" >>"$BUCKET/../submitted" ;;
*) echo "gcloud $* is not expected" >&2; exit 9 ;;
esac
"""
METADATA = """#!/bin/bash
case $1 in
attributes/caravan-state) echo gs://state ;;
attributes/dataproc-cluster-name) echo caravan-dev ;;
attributes/dataproc-region) echo us-east4 ;;
*) exit 1 ;;
esac
"""
SUBMISSION = "--region=us-east4\n--cluster=caravan-dev\n--jar=gs://jars/job.jar\n--\n--dynamodb-table\necom-analytics\n"


class SuperviseTest(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.addCleanup(self.directory.cleanup)
        self.work = Path(self.directory.name)
        (self.work / "bucket").mkdir()
        (self.work / "bin").mkdir()
        (self.work / "active").write_text("")
        for name, text in {"gcloud": GCLOUD, "get_metadata_value": METADATA}.items():
            (self.work / "bin" / name).write_text(text)
            (self.work / "bin" / name).chmod(0o755)
        script = SCRIPT.read_text().replace("/usr/share/google/get_metadata_value", str(self.work / "bin/get_metadata_value"))
        (self.work / "supervise").write_text(script)

    def object(self, name, text="x", age=0):
        path = self.work / "bucket" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        when = path.stat().st_mtime - age
        os.utime(path, (when, when))

    def look(self, status=0):
        done = subprocess.run(["bash", str(self.work / "supervise")], text=True, capture_output=True,
                              env={**os.environ, "PATH": f"{self.work / 'bin'}:{os.environ['PATH']}", "BUCKET": str(self.work / "bucket")})
        self.assertEqual(done.returncode, status, done.stderr)
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
