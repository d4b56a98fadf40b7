# The demonstration, over the gateway as any person would, and for the canary with the keys of the house.

load() {
  demonstration load
  say "  $(address visitors)  for visitors, whom nobody asks who they are"
}

# tests/Demo: load | run | canary | logs, over the gateway as any person would, and for the canary with the keys of the house.
# shellcheck disable=SC2034 # set -a exports them
demonstration() (
  set -a
  SSL_CERT_FILE=$run/keys/trusted.pem
  Demo__Gateway=$(address staff)
  Demo__Visitors=$(address visitors)
  Demo__Providers=$(address idp)
  Demo__Operator=$(template partners Bootstrap__Issuer | sed 's|.*/||')
  Demo__Logs=$run/logs
  Demo__Processes=${processes[*]}
  Demo__OperatorCode=$(secret sign_in_code)
  Demo__Codes=$run/secrets/sign_in_codes.json
  if [ "$1" = canary ]; then
    Demo__Run=$run
    Demo__Own=$(shared_folder)/own
    Demo__Data=$(cat "$run/place")
    Demo__PostgresBin=$(postgres_bin)
    Demo__Postgres="Host=127.0.0.1;Port=$(port postgres);Username=postgres;Password=$(secret postgres);Database=postgres"
    Demo__Databases=$databases
    Demo__Broker=amqp://operator:$(secret operator)@127.0.0.1:$(port broker)/network
    Demo__Management=$(management)
  fi
  set +a
  cd "$root"
  exec dotnet "$(assembly tests/Demo)" "$@"
)

demo() {
  if network_is_up; then
    demonstration load
  else
    up --detach
    trap 'exclusively down' EXIT
    trap 'exit 130' INT TERM
  fi
  demonstration run
  demonstration canary
}
