#!/bin/bash
# Runs every five minutes on each machine of the cluster: fetches the job's Kafka settings, password included, from Secret Manager
# into a file that only the user of jobs can read, where they are not those of the file. The job is told the file's name, so no
# password is in its arguments; it reads the file when it is submitted.
set -euo pipefail
umask 077

file=/etc/caravan/kafka.properties
secret=$(/usr/share/google/get_metadata_value attributes/caravan-kafka-secret)
mkdir -p "${file%/*}"
chmod 755 "${file%/*}"
gcloud secrets versions access latest --secret="$secret" >"$file.new"
if cmp -s "$file.new" "$file"; then
  rm "$file.new"
else
  chown root:hadoop "$file.new"
  chmod 640 "$file.new"
  mv "$file.new" "$file"
  echo "$file is new"
fi
