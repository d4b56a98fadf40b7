# PostgreSQL.

start_postgres() {
  local bin folder
  bin=$(postgres_bin)
  folder=$(place_for postgres postgres)
  [ -e "$folder/data/PG_VERSION" ] || init_postgres "$bin" "$folder"
  who_enters_what >"$folder/data/pg_hba.conf"
  if ! alive postgres; then
    launch postgres / "${as_postgres[@]}" "$bin/postgres" -D "$folder/data" -p "$(port postgres)" \
      -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=on -c synchronous_commit=on -c full_page_writes=on \
      -c max_connections=400 -c recovery_init_sync_method=syncfs -c password_encryption=scram-sha-256 -c log_min_error_statement=panic -c log_error_verbosity=terse
  fi
  await postgres 30 "$bin/pg_isready" -q -h 127.0.0.1 -p "$(port postgres)"
  create_databases | psql_as_owner postgres || die 'PostgreSQL did not take the roles and databases'
  [ ! -e "$run/moved" ] || follow_providers
}

# An identity provider is known by its address. Where a stranger has taken the fictional ones' port, they stay who they are.
follow_providers() {
  local old new
  while read -r old new; do
    psql_as_owner partners <<SQL
do \$\$ begin if to_regclass('providers') is not null then
  update providers set issuer = replace(issuer, '//localhost:$old/', '//localhost:$new/'), hosts = array_replace(hosts, 'localhost:$old', 'localhost:$new');
  if to_regclass('issuers') is not null then update issuers set issuer = replace(issuer, '//localhost:$old/', '//localhost:$new/'); end if;
  update directory set version = version + 1;
end if; end \$\$;
SQL
    psql_as_owner staff <<SQL
do \$\$ begin if to_regclass('people') is not null then
  update people set issuer = replace(issuer, '//localhost:$old/', '//localhost:$new/');
end if; end \$\$;
SQL
  done <"$run/moved"
  rm "$run/moved"
}

init_postgres() { # bin folder
  local password=$2/password
  secret postgres >"$password"
  if is_root; then chown postgres "$password"; fi
  (cd / && "${as_postgres[@]}" "$1/initdb" -D "$2/data" -U postgres --auth=scram-sha-256 --pwfile="$password" \
    --encoding=UTF8 --locale=C.UTF-8 --data-checksums) >"$run/logs/initdb.log" 2>&1 || { cat "$run/logs/initdb.log" >&2; die 'initdb failed'; }
  rm "$password"
}

psql_as_owner() { # database; statements come in
  PGPASSWORD=$(secret postgres) "$(postgres_bin)/psql" -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$(port postgres)" -U postgres "$1" >/dev/null
}

# A role enters the database of its own name and no other, whatever it is granted; tests enter only what is none of these.
who_enters_what() {
  local network=${databases// /,} from='127.0.0.1/32 scram-sha-256'
  printf 'host %s\n' "sameuser $network $from" "all postgres $from" "$network tests 127.0.0.1/32 reject" "all tests $from"
}

# Each service has a role and a database that no other role may enter. Tests make databases themselves, but no role: who may
# make one could give any role a password, a service's too.
create_databases() {
  local name
  echo 'set client_min_messages = error; select pg_reload_conf();'
  for name in $databases tests; do
    cat <<SQL
select 'create role $name login' where not exists (select from pg_roles where rolname = '$name') \gexec
alter role $name password '$(secret "$name")';
SQL
  done
  echo 'alter role tests createdb nocreaterole;'
  for name in $databases; do
    cat <<SQL
revoke $name from tests;
select 'create database $name owner $name' where not exists (select from pg_database where datname = '$name') \gexec
revoke all on database $name from public;
SQL
  done
  echo 'revoke all on database postgres, template1 from public; grant connect on database postgres to tests;'
}

database() { # role [database]
  echo "Host=127.0.0.1;Port=$(port postgres);Username=$1;Password=$(secret "$1");Database=${2:-$1}"
}
