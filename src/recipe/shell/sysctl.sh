# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # variables of the other files

# sysctl_is KEY VALUE PATH: the path is the key's below /proc/sys.
sysctl_is() {
    kept=''
    read -r kept <"$root/etc/sysctl.d/90-edgepool-$1.conf" || return 1
    # Not by read: it takes a character at a time, and the kernel gives the first one only.
    is=$(cat "$root/proc/sys/$3") || return 1
    # shellcheck disable=SC2086 # several numbers stand apart by tabs
    set -- "$1" "$2" $is
    value=$2
    [ "$kept" = "$1 = $value" ] || return 1
    shift 2
    [ "$*" = "$value" ]
}

set_sysctl() {
    if [ ! -e "$root/proc/sys/$3" ]; then
        because "the kernel has no setting $1"
        return 1
    fi
    printf '%s\n' "$2" >"$root/proc/sys/$3" && mkdir -p "$root/etc/sysctl.d" || return 1
    kept=$root/etc/sysctl.d/90-edgepool-$1.conf
    printf '%s\n' "$1 = $2" >"$kept.edgepool-new" && mv -f "$kept.edgepool-new" "$kept"
}
