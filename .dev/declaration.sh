# What services/services.conf declares; that file says how it is written.

processes=() # in the order of start
declare -A says=() templates=() # says[cases scheme]; templates[cases]: a line a setting, what stands in braces still unfilled

read_declaration() {
  local line name='' key like
  while IFS= read -r line; do
    case $line in
      '' | '#'*) ;;
      '['*']')
        name=${line:1:-1}
        templates[$name]=''
        ;;
      'like = '*)
        like=${line#like = }
        for key in scheme health; do says[$name $key]=${says[$like $key]}; done
        templates[$name]=${templates[$like]//'{name}'/$name}
        ;;
      [[:lower:]]*' = '*)
        says[$name ${line%% = *}]=${line#* = }
        case $line in 'project = '*) processes+=("$name") ;; esac
        ;;
      [[:upper:]]*' = '*) templates[$name]+=${line%% = *}=${line#* = }$'\n' ;;
      *) die "services/services.conf: cannot read: $line" ;;
    esac
  done <"$root/services/services.conf"
}

every() { # database, key: each that a process is given, once, in the order of the file
  local name
  for name in "${processes[@]}"; do grep -o "{$1:[^}]*}" <<<"${templates[$name]}" || true; done | sed 's/.*:\(.*\)}/\1/' | awk '!seen[$0]++'
}

is_process() { [ -n "${says[$1 project]:-}" ]; }

template() { sed -n "s/^$2=//p" <<<"${templates[$1]}"; } # name setting

expand() { # template: with what this installation has of its own
  local text=$1 value
  while [[ $text =~ \{([a-z]+):?([^}]*)\} ]]; do
    value=$(filling "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}")
    text=${text%%"{"*}$value${text#*"}"}
  done
  echo "$text"
}

filling() { # kind name
  case $1 in
    database | key | address | secret) "$1" "$2" ;;
    host) echo "localhost:$(port "$2")" ;;
    broker) echo "amqp://network:$(secret broker)@127.0.0.1:$(port broker)/network" ;;
    management) echo "http://network:$(secret broker)@127.0.0.1:$(port broker_management)" ;;
    *) die "services/services.conf: there is no {$1}" ;;
  esac
}

read_declaration
databases=$(every database | xargs)
