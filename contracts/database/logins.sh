#!/bin/sh
# logins.sh let-in|shut-out: does so for every role of the database. USER_<role> and PASSWORD_<role> are what the role's secret
# holds, the login that is or becomes the present one; PGHOST and so on lead to the database, as its owner.
set -eu
for role in catalog customer orders integration operator; do
  PGOPTIONS="-c caravan.role=$role -c caravan.login=$(printenv "USER_$role") -c caravan.password=$(printenv "PASSWORD_$role")" \
    psql -v ON_ERROR_STOP=1 -q -f "$(dirname "$0")/$1.sql"
done
