# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # variables of the other files

unit_is() {
    [ ! -e "$state/restart/$1" ] || return 1
    known=$(systemctl show -p ActiveState -p NeedDaemonReload -p UnitFileState "$1") || return 1
    case $nl$known$nl in
    *"${nl}NeedDaemonReload=yes$nl"*) return 1 ;;
    esac
    case $nl$known$nl in
    *"${nl}UnitFileState=enabled$nl"* | *"${nl}UnitFileState=static$nl"*) ;;
    *) return 1 ;;
    esac
    case $nl$known$nl in
    *"${nl}ActiveState=active$nl"*) ;;
    *) return 1 ;;
    esac
}

# What asked for the restart is forgotten when it has been done.
start_unit() {
    systemctl daemon-reload && systemctl enable --quiet "$1" || return 1
    systemctl reset-failed "$1" 2>/dev/null
    if [ -e "$state/restart/$1" ] || ! systemctl is-active --quiet "$1"; then
        if ! systemctl restart "$1"; then
            because "$1 does not start"
            journalctl --no-pager -q -o cat -n 12 -u "$1"
            return 1
        fi
    fi
    rm -f "$state/restart/$1"
}

# systemd may not have come to run yet; then a link is all there is to do.
unit_is_masked() {
    [ "$(readlink "$root/etc/systemd/system/$1")" = /dev/null ] || return 1
    [ ! -d "$root/run/systemd/system" ] || ! systemctl is-active --quiet "$1"
}

mask_unit() {
    link=$root/etc/systemd/system/$1
    mkdir -p "${link%/*}" && ln -sf /dev/null "$link.edgepool-new" && mv -f "$link.edgepool-new" "$link" || return 1
    if [ -d "$root/run/systemd/system" ]; then
        systemctl daemon-reload && { ! systemctl is-active --quiet "$1" || systemctl stop "$1"; }
    fi
}
