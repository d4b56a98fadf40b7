# Secrets, keys and the place of the servers' data.

secret() { # name: made at first use
  [ -e "$run/secrets/$1" ] || (umask 077; openssl rand -hex 24 >"$run/secrets/$1")
  cat "$run/secrets/$1"
}

prepare() {
  local name
  mkdir -p "$run"/{pids,logs,secrets,keys,data}
  chmod 700 "$run"/{secrets,keys,logs}
  chmod 755 "$run" "$run/data"
  prepare_keys "$run/keys"
  [ -e "$run/place" ] || choose_place >"$run/place"
  as_postgres=() as_rabbitmq=()
  if is_root; then # both servers refuse to run as root; Debian's packages bring a user for each
    as_postgres=(setpriv --reuid=postgres --regid=postgres --init-groups --)
    as_rabbitmq=(setpriv --reuid=rabbitmq --regid=rabbitmq --init-groups --)
  fi
  for name in postgres broker $databases tests operator cookie; do secret "$name" >/dev/null; done
  # What the operator's people type to find their sign-in: 8 characters, none that is taken for another.
  [ -e "$run/secrets/sign_in_code" ] || (umask 077; openssl rand -hex 4 | tr 01a-f GHA-F >"$run/secrets/sign_in_code")
}

# The servers' own users must be able to reach their data: a checkout below /root is closed to them.
choose_place() {
  if ! is_root || setpriv --reuid=postgres --regid=postgres --clear-groups -- test -x "$run/data"; then
    echo "$run/data"
  else
    local place; place=$(mktemp -d /var/tmp/referral-XXXXXX)
    chmod 755 "$place"
    echo "$place"
  fi
}

# What processes of other users read: here, or with the servers' data where this folder is closed to them.
shared_folder() { local place; place=$(cat "$run/place"); if [ "$place" = "$run/data" ]; then echo "$run"; else echo "$place"; fi; }

place_for() { # user folder: a folder of the servers' data that only this user can enter
  local folder; folder=$(cat "$run/place")/$2
  mkdir -p "$folder"
  if is_root; then chown "$1:$1" "$folder"; fi
  chmod 700 "$folder"
  echo "$folder"
}

prepare_keys() ( # folder
  umask 077
  cd "$1"
  [ ! -e lookup.key ] || mv lookup.key lookup-inquiries.key # its name, when no other service had one
  for name in $(every key); do
    case $name in
      localhost.*) ;; # below
      *.key) [ -e "$name" ] || openssl rand -base64 32 >"$name" ;;
      *.pem) make_pair "${name%%.*}" ;;
    esac
  done
  # A certificate about to expire is replaced together with its authority.
  openssl x509 -checkend 604800 -noout -in localhost.pem >/dev/null 2>&1 || issue_certificate
  cat /etc/ssl/certs/ca-certificates.crt authority.pem >trusted.pem
)

make_pair() { # name
  [ ! -e "$1.pub.pem" ] || return 0
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.pem" 2>/dev/null
  openssl pkey -in "$1.pem" -pubout -out "$1.pub.pem"
}

# A private authority signs one certificate for this machine and its key is thrown away: who trusts it, trusts nothing else.
issue_certificate() {
  local subject='subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1'
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 -subj '/CN=Referral network on this machine' \
    -addext 'basicConstraints=critical,CA:true,pathlen:0' -addext 'keyUsage=critical,keyCertSign' \
    -addext 'nameConstraints=critical,permitted;DNS:localhost,permitted;IP:127.0.0.1/255.255.255.255,permitted;IP:::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff' \
    -keyout authority.key -out authority.pem 2>/dev/null
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost -keyout localhost.key 2>/dev/null |
    openssl x509 -req -days 364 -CA authority.pem -CAkey authority.key -set_serial "0x00$(openssl rand -hex 16)" -out localhost.pem \
      -extfile <(printf '%s\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:false\n' "$subject") 2>/dev/null
  rm authority.key
}
