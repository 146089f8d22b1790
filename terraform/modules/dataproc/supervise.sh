#!/bin/bash
# Runs once a minute on the cluster's master. Where the window job is to run and does not, it submits it again, from the newest
# complete checkpoint or savepoint: after its restarts were used up, after the master was lost and started again, and on a
# cluster that was made anew. What is to run says the object job/submission of the state bucket, which ./caravan cloud
# submit-job writes and stop-job removes: gcloud's arguments, one a line.
set -euo pipefail

attribute() { /usr/share/google/get_metadata_value "attributes/$1"; }
state=$(attribute caravan-state)
cluster=$(attribute dataproc-cluster-name)
region=$(attribute dataproc-region)

submission=$(gcloud storage cat "$state/job/submission" 2>/dev/null) || exit 0
active=$(gcloud dataproc jobs list --region="$region" --cluster="$cluster" --state-filter=active \
  --filter=labels.caravan=window-job --format='value(reference.jobId)')
[ -z "$active" ] || exit 0

# Its last act makes a checkpoint complete: the file _metadata. The whole bucket is listed, for it always has something, so that a
# listing that fails is not taken for a job without state, which would count from the beginning again.
newest=$(gcloud storage ls -l "$state/**" |
  awk '$3 ~ /\/(checkpoints|savepoints)\/.*\/_metadata$/ { print $2, $3 }' |
  sort | tail -n 1 | cut -d ' ' -f 2 | sed 's,/_metadata$,,')
arguments=()
while IFS= read -r argument; do
  # after the options of gcloud, before the job's own
  [ "$argument" != -- ] || [ -z "$newest" ] || arguments+=("--savepoint=$newest")
  arguments+=("$argument")
done <<<"$submission"
echo "The window job does not run: submitting it again from ${newest:-the beginning}"
gcloud dataproc jobs submit flink "${arguments[@]}"
