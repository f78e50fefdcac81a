# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # variables of the other files

# sysctl_is KEY VALUE PATH: the path is the key's below /proc/sys.
sysctl_is() {
    kept=''
    read -r kept <"$root/etc/sysctl.d/90-edgepool-$1.conf" || return 1
    if [ "$asked" = no ]; then
        look_at_settings
        asked=yes
    fi
    case $settings in
    *"$nl$root/proc/sys/$3:$2$nl"*) [ "$kept" = "$1 = $2" ] && return 0 ;;
    esac
    is=$(cat "$root/proc/sys/$3") || return 1
    # shellcheck disable=SC2086 # several numbers stand apart by tabs
    set -- "$1" "$2" $is
    value=$2
    [ "$kept" = "$1 = $value" ] || return 1
    shift 2
    [ "$*" = "$value" ]
}

# ask_for_settings PATH...: sets 'settings', all of them with one process. Not by read: it takes a character at a time,
# and the kernel gives the first one only.
ask_for_settings() {
    for path in "$@"; do
        shift
        set -- "$@" "$root/proc/sys/$path"
    done
    settings=$nl$(grep -sH '' "$@")$nl
}

set_sysctl() {
    if [ ! -e "$root/proc/sys/$3" ]; then
        because "the kernel has no setting $1"
        return 1
    fi
    if ! printf '%s\n' "$2" >"$root/proc/sys/$3"; then
        because "the kernel does not take $2 for $1"
        return 1
    fi
    kept=$root/etc/sysctl.d/90-edgepool-$1.conf
    # One write of one line; a torn one is seen by the check.
    if ! { { [ -d "${kept%/*}" ] || mkdir -p "${kept%/*}"; } && printf '%s\n' "$1 = $2" >"$kept"; }; then
        because "cannot write ${kept#"$root"}$(full_disk "$kept")"
        return 1
    fi
}
