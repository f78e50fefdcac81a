# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # variables of the other files

# ask_about UNIT: sets 'known', and of what that is.
ask_about() {
    known_of=$1
    known=$nl$(systemctl show -p ActiveState -p NeedDaemonReload -p UnitFileState "$1")$nl
}

# is_known LINE...: whether one of them was the answer.
is_known() {
    for line in "$@"; do
        case $known in
        *"$nl$line$nl"*) return 0 ;;
        esac
    done
    return 1
}

unit_is() {
    known_of=''
    [ ! -e "$state/restart/$1" ] || return 1
    ask_about "$1"
    is_known ActiveState=active && is_known UnitFileState=enabled UnitFileState=static &&
        is_known NeedDaemonReload=no
}

# Reading all units again can take seconds, so it is done only if systemd says that it must. What asked for a restart is
# forgotten when it has been done. What was asked to see whether there is anything to do holds here, too.
start_unit() {
    [ "$known_of" = "$1" ] || ask_about "$1"
    ! is_known NeedDaemonReload=yes || systemctl daemon-reload || return 1
    is_known UnitFileState=enabled UnitFileState=static || systemctl --no-reload --quiet enable "$1" || return 1
    if [ -e "$state/restart/$1" ] || ! is_known ActiveState=active; then
        ! is_known ActiveState=failed || systemctl reset-failed "$1"
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
    link=$root/etc/systemd/system/$1
    [ -h "$link" ] && [ -c "$link" ] || return 1 # to /dev/null
    [ ! -d "$root/run/systemd/system" ] || ! may_run "$1" || ! systemctl is-active --quiet "$1"
}

# What runs has a group of processes; to look for that takes no process.
may_run() {
    [ ! -e "$root/sys/fs/cgroup/cgroup.controllers" ] || [ -d "$root/sys/fs/cgroup/system.slice/$1" ]
}

mask_unit() {
    link=$root/etc/systemd/system/$1
    mkdir -p "${link%/*}" && ln -sf /dev/null "$link.edgepool-new" && mv -f "$link.edgepool-new" "$link" || return 1
    if [ -d "$root/run/systemd/system" ]; then
        systemctl daemon-reload && { ! systemctl is-active --quiet "$1" || systemctl stop "$1"; }
    fi
}
