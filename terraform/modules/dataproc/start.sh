#!/bin/bash
# Runs once on each machine of the cluster: installs what fetches the job's Kafka login, and on the master what starts the job
# again and what stops it.
set -euo pipefail

attribute() { /usr/share/google/get_metadata_value "attributes/$1"; }

fetch() { # SCRIPT...
  local script
  for script in "$@"; do
    gcloud storage cp "$(attribute caravan-scripts)/$script.sh" "/usr/local/sbin/caravan-$script"
    chmod 755 "/usr/local/sbin/caravan-$script"
  done
}

repeat() { # SCRIPT PAUSE DESCRIPTION
  cat >"/etc/systemd/system/caravan-$1.service" <<UNIT
[Unit]
Description=$3
After=network-online.target
[Service]
Type=oneshot
ExecStart=/usr/local/sbin/caravan-$1
UNIT
  cat >"/etc/systemd/system/caravan-$1.timer" <<UNIT
[Timer]
OnBootSec=2min
OnUnitInactiveSec=$2
[Install]
WantedBy=timers.target
UNIT
  systemctl daemon-reload
  systemctl enable --now "caravan-$1.timer"
}

fetch kafka-login
/usr/local/sbin/caravan-kafka-login
repeat kafka-login 5min "Fetches the window job's Kafka login where there is a new one"

if [ "$(attribute dataproc-role)" = Master ]; then
  fetch supervise stop
  repeat supervise 1min 'Submits the window job again where it is to run and does not'
fi
