#!/bin/bash
# Stops the window job with a savepoint and says where it is. Called on the master by ./caravan cloud stop-job, which has told the
# supervisor before that nothing is to run.
set -euo pipefail

state=$(/usr/share/google/get_metadata_value attributes/caravan-state)
application=$(yarn application -list -appTypes 'Apache Flink' -appStates RUNNING 2>/dev/null | awk '/^application_/ { print $1 }')
case $(wc -w <<<"$application") in
0) echo 'No Flink job runs on this cluster.' >&2 && exit 3 ;;
1) ;;
*) echo "More than one Flink job runs on this cluster: $application" >&2 && exit 4 ;;
esac
target=(-Dexecution.target=yarn-session "-Dyarn.application.id=$application")
job=$(flink list -r "${target[@]}" 2>/dev/null | sed -nE 's/.* : ([0-9a-f]{32}) : .*\(RUNNING\).*/\1/p' | head -n 1)
[ -n "$job" ] || { echo "No job of $application is running; is it restarting? See its log." >&2 && exit 5; }
flink stop "${target[@]}" --savepointPath "$state/savepoints" "$job" | sed -nE 's/.*(gs:\/\/\S+).*/\1/p' | tail -n 1
