# The processes of the network.

address() { # name
  local scheme; scheme=$(awk -v name="$1" '$1 == name { print $3 }' <<<"$processes")
  [ "$scheme" = https ] && echo "https://localhost:$(port "$1")" || echo "http://127.0.0.1:$(port "$1")"
}

# Everything that the process reads, exported by the subshell that becomes it: nothing secret on a command line.
# shellcheck disable=SC2034 # set -a exports them
settings_of() {
  local own; own=$(shared_folder)/own/$1
  mkdir -p "$own"/{keys,tmp,traces}
  set -a
  TMPDIR=$own/tmp
  HOME=$own/tmp
  DOTNET_EnableDiagnostics=0 # no way in for a debugger, no sockets in the temporary files
  SSL_CERT_FILE=$(key trusted.pem)
  ASPNETCORE_ENVIRONMENT=Production
  DOTNET_ENVIRONMENT=Production
  ASPNETCORE_URLS=$(address "$1")
  Telemetry__File=$own/traces/$1.jsonl
  ConnectionStrings__Database=$(case $1 in idp | visitors) ;; *) database "$1" ;; esac) # those two keep nothing
  case $1 in
    ledger | cases | referrals | inquiries | partners)
      ConnectionStrings__Broker=amqp://network:$(secret broker)@127.0.0.1:$(port broker)/network
      Broker__Management=http://network:$(secret broker)@127.0.0.1:$(port broker_management)
      Trust__GatewayKeys=$(key gateway.pub.pem)
      Keys__Lookup=$(key "lookup-$1.key")
      ;;
    *)
      Kestrel__Certificates__Default__Path=$(key localhost.pem)
      Kestrel__Certificates__Default__KeyPath=$(key localhost.key)
      ;;
  esac
  case $1 in
    partners)
      Keys__Master=$(key providers.key)
      Bootstrap__Name='Gijų mazgas'
      Bootstrap__Issuer=$(address idp)/$operator
      Bootstrap__Host=localhost:$(port idp)
      Bootstrap__ClientId=referral-network
      Bootstrap__AdministratorGroup=network-operators
      Bootstrap__SignInCode=$(secret sign_in_code)
      ;;
    cases)
      ConnectionStrings__Keys=$(database case_keys)
      Signing__Key=$(key network.pem)
      Keys__Master=$(key master.key)
      ;;
    referrals) Trust__NetworkKeys=$(key network.pub.pem) ;;
    inquiries)
      ConnectionStrings__Keys=$(database inquiry_keys)
      Trust__VisitorsKeys=$(key visitors.pub.pem)
      Keys__Master=$(key inquiries.key)
      ;;
    idp) Gateway__JwksUri=$(address staff)/.well-known/jwks.json ;;
    staff)
      Signing__Key=$(key gateway.pem)
      Sessions__Key=$(key session.key)
      Keys__Lookup=$(key lookup-staff.key)
      Services__Partners=$(address partners)
      Services__Cases=$(address cases)
      Services__Referrals=$(address referrals)
      Services__Inquiries=$(address inquiries)
      Services__Ledger=$(address ledger)
      Federation__AllowedHosts__0=localhost:$(port idp)
      ;;
    visitors)
      Signing__Key=$(key visitors.pem)
      Services__Inquiries=$(address inquiries)
      ;;
  esac
  set +a
  chmod -R u+rwX,go= "$own"
  if is_root; then chown -R "$(user_of "$1"):$(user_of "$1")" "$own"; fi
}

# A copy of a key for the process that is being set up, in the folder that is its own.
key() { cp -f "$run/keys/$1" "$own/keys/$1" && echo "$own/keys/$1"; }

start_network() {
  local name project path program runtime
  start_servers
  runtime=$(runtime)
  alive rotation || launch rotation "$root" "$root/dev" rotate-logs
  while read -r name project _ _ path; do
    alive "$name" && continue
    program=$(program "$name" "$project")
    # shellcheck disable=SC2046 # words
    (settings_of "$name"; launch "$name" "${program%/*}" $(become "$name") "$runtime" "$program")
  done < <(grep . <<<"$processes")
  while read -r name project _ _ path; do
    await "$name" 120 curl -fsS --cacert "$run/keys/authority.pem" "$(address "$name")$path"
    say "  $name is ready"
  done < <(grep . <<<"$processes")
}

network_is_up() {
  local name
  for name in postgres broker $(grep . <<<"$processes" | cut -d' ' -f1); do alive "$name" || return 1; done
}

stopped_process() { # the first that should run and does not
  local name
  for name in postgres broker $(grep . <<<"$processes" | cut -d' ' -f1); do alive "$name" || { echo "$name"; return; }; done
}

up() {
  local detach=${1:-}
  ensure_installed servers
  if network_is_up; then
    load
    say 'it was up already; ./dev down stops it'
    return
  fi
  trap 'exclusively down' EXIT
  trap 'exit 130' INT TERM
  build
  exclusively start_network
  load
  if [ "$detach" = --detach ]; then
    trap - EXIT
    say './dev down stops it'
    return
  fi
  say 'Ctrl-C stops it'
  while network_is_up; do sleep 1; done
  die "$(stopped_process) has stopped: .run/logs/$(stopped_process).log. Stopping the rest."
}
