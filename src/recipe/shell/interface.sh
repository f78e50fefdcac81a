# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # variables of the other files

# find_card MAC: sets 'card'. Bridges and the like may have the address of a real card, which is the one meant.
find_card() {
    card=''
    for folder in "$root"/sys/class/net/*; do
        address=''
        read -r address <"$folder/address" || continue
        if [ "$address" = "$1" ] && { [ -z "$card" ] || [ -e "$folder/device" ]; }; then
            card=${folder##*/}
        fi
    done 2>/dev/null
    if [ -z "$card" ]; then
        because "no network interface has the address $1"
        return 1
    fi
}

# interface_is MAC MTU ADDRESS...
interface_is() {
    find_card "$1" || return 1
    mtu=''
    read -r mtu <"$root/sys/class/net/$card/mtu" && [ "$mtu" = "$2" ] || return 1
    shift 2
    known=$(ip -o addr show dev "$card" up) || return 1
    for address in "$@"; do
        case $known in
        *" $address "*) ;;
        *) return 1 ;;
        esac
    done
}

set_interface() {
    find_card "$1" && ip link set dev "$card" mtu "$2" up || return 1
    shift 2
    for address in "$@"; do
        ip addr replace "$address" dev "$card" || return 1
    done
}
