#!/bin/bash
# Returns when every broker lets certain logins in: LOGINS has one a line, its name and its password. MSK takes a password from
# its secret within ten minutes, so it asks again and again, for almost a quarter of an hour.
#
# Reads the variables of apply.sh but the login; calls Kafka's own tools.
set -euo pipefail
PATH=$PATH:/opt/kafka/bin
client=$(mktemp)
trap 'rm -f "$client"' EXIT

while read -r user password; do
  cat >"$client" <<CLIENT
security.protocol=$KAFKA_SECURITY_PROTOCOL
sasl.mechanism=$KAFKA_SASL_MECHANISM
sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="$user" password="$password";
CLIENT
  until said=$(kafka-broker-api-versions.sh --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --command-config "$client" 2>&1 </dev/null) &&
    [[ $said != *ERROR* ]]; do
    echo "$user is not let in yet: $(grep -m 1 -E 'Exception|ERROR' <<<"$said" || tail -n 1 <<<"$said")"
    [ "$SECONDS" -lt 870 ] || exit 1
    sleep 5
  done
  echo "$user is let in"
done <<<"$LOGINS"
