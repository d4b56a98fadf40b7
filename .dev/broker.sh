# RabbitMQ.

start_broker() {
  local folder epmd
  folder=$(place_for rabbitmq rabbitmq)
  epmd=$(command -v epmd || echo /usr/lib/erlang/bin/epmd)
  configure_broker "$folder"
  # A port mapper of its own: Erlang's usual one may belong to somebody else, and would outlive the node. Its schedulers
  # sleep instead of spinning: the cores are shared with everything else.
  alive epmd || launch epmd / "${as_rabbitmq[@]}" env -i PATH="$PATH" "$epmd" -port "$(port epmd)" -address 127.0.0.1
  await epmd 10 taken "$(port epmd)"
  if ! alive broker; then
    launch broker / "${as_rabbitmq[@]}" env -i PATH="$PATH" LANG=C.UTF-8 HOME="$folder" \
      RABBITMQ_ALLOW_INPUT=1 RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_NODENAME=referral@localhost \
      RABBITMQ_NODE_PORT="$(port broker)" RABBITMQ_DIST_PORT="$(port broker_distribution)" \
      ERL_EPMD_PORT="$(port epmd)" ERL_EPMD_ADDRESS=127.0.0.1 \
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-noinput -kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none' \
      RABBITMQ_CONFIG_FILE="$folder/rabbitmq.conf" RABBITMQ_ADVANCED_CONFIG_FILE="$folder/none.config" \
      RABBITMQ_ENABLED_PLUGINS_FILE="$folder/enabled_plugins" RABBITMQ_GENERATED_CONFIG_DIR="$folder/generated" \
      RABBITMQ_MNESIA_BASE="$folder/mnesia" RABBITMQ_LOG_BASE="$folder/log" RABBITMQ_PID_FILE="$folder/pid" \
      "$(rabbitmq_server)"
  fi
  await broker 90 broker_answers
}

broker_answers() {
  taken "$(port broker)" && curl -fsS -u "operator:$(secret operator)" "$(management)/api/whoami"
}

management() { echo "http://127.0.0.1:$(port broker_management)"; }

configure_broker() (
  umask 077
  cd "$1"
  [ -e .erlang.cookie ] || secret cookie >.erlang.cookie
  chmod 400 .erlang.cookie
  echo '[rabbitmq_management].' >enabled_plugins
  cat >rabbitmq.conf <<CONF
listeners.tcp.default = 127.0.0.1:$(port broker)
management.tcp.ip = 127.0.0.1
management.tcp.port = $(port broker_management)
load_definitions = $1/definitions.json
log.console = true
log.console.level = info
log.file = false
CONF
  broker_definitions >definitions.json
  if is_root; then chown rabbitmq:rabbitmq .erlang.cookie enabled_plugins rabbitmq.conf definitions.json; fi
)

# Users and virtual hosts from a file of hashes: the default user never comes into being. The operator looks into queues;
# the network's own user may see through the management API which bindings stand.
broker_definitions() {
  cat <<JSON
{
  "vhosts": [{"name": "network"}, {"name": "tests"}],
  "users": [
    {"name": "network",  "password_hash": "$(broker_hash broker)",   "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": "management"},
    {"name": "tests",    "password_hash": "$(broker_hash tests)",    "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": "administrator"},
    {"name": "operator", "password_hash": "$(broker_hash operator)", "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": "administrator"}
  ],
  "permissions": [
    {"user": "network",  "vhost": "network", "configure": ".*", "write": ".*", "read": ".*"},
    {"user": "tests",    "vhost": "tests",   "configure": ".*", "write": ".*", "read": ".*"},
    {"user": "operator", "vhost": "network", "configure": ".*", "write": ".*", "read": ".*"}
  ]
}
JSON
}

broker_hash() { # RabbitMQ's form: base64(salt + sha256(salt + password)), four bytes of salt
  local salt; salt=$(openssl rand -hex 2)
  { printf %s "$salt"; printf %s "$salt$(secret "$1")" | openssl dgst -sha256 -binary; } | base64 -w 0
}
