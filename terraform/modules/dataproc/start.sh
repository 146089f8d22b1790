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

# On the master: what starts the job again, and what stops it.
if [ "$(/usr/share/google/get_metadata_value attributes/dataproc-role)" = Master ]; then
  umask 022
  scripts=$(/usr/share/google/get_metadata_value attributes/caravan-scripts)
  for script in supervise stop; do
    gcloud storage cp "$scripts/$script.sh" "/usr/local/sbin/caravan-$script"
    chmod 755 "/usr/local/sbin/caravan-$script"
  done
  cat >/etc/systemd/system/caravan-supervise.service <<'UNIT'
[Unit]
Description=Submits the window job again where it is to run and does not
After=network-online.target
[Service]
Type=oneshot
ExecStart=/usr/local/sbin/caravan-supervise
UNIT
  cat >/etc/systemd/system/caravan-supervise.timer <<'UNIT'
[Timer]
OnBootSec=2min
OnUnitInactiveSec=1min
[Install]
WantedBy=timers.target
UNIT
  systemctl daemon-reload
  systemctl enable --now caravan-supervise.timer
fi
