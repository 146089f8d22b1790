#!/bin/bash
# Makes a cluster's topics and rights what topics.txt and acls.txt say; applying it again changes nothing. Partitions are never
# added by themselves: that would move keys. Rights are given before others are taken, so nobody is without one meanwhile.
#
# Reads KAFKA_BOOTSTRAP_SERVERS, KAFKA_SECURITY_PROTOCOL, KAFKA_SASL_MECHANISM and KAFKA_SASL_JAAS_CONFIG; calls Kafka's own tools.
set -euo pipefail
cd "$(dirname "$0")"
PATH=$PATH:/opt/kafka/bin
client=$(mktemp)
trap 'rm -f "$client"' EXIT
cat >"$client" <<CLIENT
security.protocol=$KAFKA_SECURITY_PROTOCOL
sasl.mechanism=$KAFKA_SASL_MECHANISM
sasl.jaas.config=$KAFKA_SASL_JAAS_CONFIG
CLIENT

broker() { "$1" --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --command-config "$client" "${@:2}" </dev/null; }

rows() { grep -v -e '^#' -e '^$' "$1"; }

# A user has two logins, which take turns; the brokers have one. Those of MSK show a certificate for all names of the cluster: b-1.shop.abc.c2.kafka.… has that of *.shop.abc.c2.kafka.…
principals() { # USER
  local host=${KAFKA_BOOTSTRAP_SERVERS%%:*}
  case $1 in brokers) echo "User:CN=*.${host#*.}" ;; *) echo "User:$1 User:${1}_b" ;; esac
}

# The rights of a row, a line each: kind, name, pattern, principal, host, operation, permission.
rights() { # PRINCIPALS OPERATIONS KIND NAME...
  local operations=$2 kind=${3//-/_} principal name operation
  for principal in $1; do
    for name in "${@:4}"; do
      for operation in ${operations//,/ }; do
        case $name in
          ?*\*) echo "${kind^^} ${name%\*} PREFIXED $principal * ${operation^^} ALLOW" ;;
          *) echo "${kind^^} $name LITERAL $principal * ${operation^^} ALLOW" ;;
        esac
      done
    done
  done
}

# Those that the brokers know, in the same form.
present() {
  local resource='' line
  broker kafka-acls.sh --list | while IFS= read -r line; do
    if [[ $line =~ resourceType=(.*),\ name=(.*),\ patternType=([A-Z]+) ]]; then
      resource="${BASH_REMATCH[1]} ${BASH_REMATCH[2]} ${BASH_REMATCH[3]}"
    elif [[ $line =~ principal=(.*),\ host=(.*),\ operation=(.*),\ permissionType=([A-Z]+) ]]; then
      echo "$resource ${BASH_REMATCH[*]:1:4}"
    fi
  done
}

# The lines of the input that are not among those given.
beyond() { # LINES
  local line
  while IFS= read -r line; do
    if [[ -n $line && $'\n'$1$'\n' != *$'\n'"$line"$'\n'* ]]; then echo "$line"; fi
  done
}

# One call for rights of the same principals, operations and pattern on resources of one kind.
change() { # add|remove PERMISSION PRINCIPALS HOST OPERATIONS KIND PATTERN NAME...
  local kind=${6//_/-} principal name operation operations
  local arguments=(--"${2,,}"-host "$4" --resource-pattern-type "${7,,}")
  for principal in $3; do arguments+=(--"${2,,}"-principal "$principal"); done
  operations=${5//_/} # describe_configs is DescribeConfigs here
  for operation in ${operations//,/ }; do arguments+=(--operation "$operation"); done
  for name in "${@:8}"; do
    case $kind in cluster) arguments+=(--cluster) ;; *) arguments+=(--"$kind" "$name") ;; esac
  done
  if [ "$1" = remove ]; then arguments+=(--force); fi
  broker kafka-acls.sh --"$1" "${arguments[@]}" >/dev/null
  echo "$1: $3 $5 $kind ${*:8}"
}

rows topics.txt | while read -r name _ partitions kept time; do
  case $kept in
    newest) settings=cleanup.policy=compact ;;
    newest,*) settings=cleanup.policy=[compact,delete],retention.ms=$((${kept#newest,} * 3600000)) ;;
    *) settings=cleanup.policy=delete,retention.ms=$((kept * 3600000)) ;;
  esac
  case $time in
    broker) settings=$settings,message.timestamp.type=LogAppendTime ;;
    producer) settings=$settings,message.timestamp.type=CreateTime ;;
  esac
  broker kafka-topics.sh --create --if-not-exists --topic "$name" --partitions "$partitions"
  broker kafka-configs.sh --alter --entity-type topics --entity-name "$name" --add-config "$settings"
done

set -f # a name may be *
present=$(present)
wanted=$(rows acls.txt | while read -r user operations kind names; do rights "$(principals "$user")" "$operations" "$kind" $names; done)
rows acls.txt | while read -r user operations kind names; do
  user=$(principals "$user")
  if [ -n "$(rights "$user" "$operations" "$kind" $names | beyond "$present")" ]; then
    pattern=literal
    case $names in ?*\*) pattern=prefixed names=${names%\*} ;; esac
    change add allow "$user" '*' "$operations" "$kind" "$pattern" $names
  fi
done
beyond "$wanted" <<<"$present" | while read -r kind name pattern user host operation permission; do
  change remove "$permission" "$user" "$host" "$operation" "${kind,,}" "$pattern" "$name"
done
