#!/bin/bash
# Runs once on each machine of the cluster: fetches the job's Kafka settings, password included, from Secret Manager into
# a file that only the user of jobs can read. The job is told the file's name, so no password is in its arguments.
set -euo pipefail
umask 077

secret=$(/usr/share/google/get_metadata_value attributes/caravan-kafka-secret)
mkdir -p /etc/caravan
gcloud secrets versions access latest --secret="$secret" >/etc/caravan/kafka.properties.new
chmod 755 /etc/caravan
chown root:hadoop /etc/caravan/kafka.properties.new
chmod 640 /etc/caravan/kafka.properties.new
mv /etc/caravan/kafka.properties.new /etc/caravan/kafka.properties
