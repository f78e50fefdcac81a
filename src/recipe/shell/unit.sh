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
    [ ! -s "$state/restart/$1" ] || return 1
    ! was_just_started "$1" || return 0
    ask_about "$1"
    is_known ActiveState=active && is_known UnitFileState=enabled UnitFileState=static &&
        is_known NeedDaemonReload=no
}

# was_just_started UNIT: systemd said so a moment ago, and there are processes of it.
was_just_started() {
    [ -s "$work/started" ] || return 1
    read -r started <"$work/started"
    printf '' >"$work/started"
    [ "$started" = "$1" ] && [ -d "$root/sys/fs/cgroup/system.slice/$1" ]
}

# is_wanted UNIT: whether it is started with the machine.
is_wanted() {
    for link in "$root"/etc/systemd/system/*.wants/"$1"; do
        [ ! -h "$link" ] || return 0
    done
    return 1
}

# start_unit UNIT: to ask systemd what it knows takes longer than the start, so it is only asked if it may know something
# else than what is there now. What asked for a restart is forgotten when it has been done.
start_unit() {
    if [ -s "$state/reload" ] || [ ! -s "$state/restart/$1" ] || ! is_wanted "$1" || ! systemctl restart "$1"; then
        start_with_care "$1" || return 1
    fi
    printf '%s\n' "$1" >"$work/started"
    printf '' >"$state/restart/$1"
}

# Reading all units again can take seconds, so it is done only if systemd says that it must. What was asked to see whether
# there is anything to do holds here, too.
start_with_care() {
    [ "$known_of" = "$1" ] || ask_about "$1"
    ! is_known NeedDaemonReload=yes || systemctl daemon-reload || return 1
    is_known UnitFileState=enabled UnitFileState=static || systemctl --no-reload --quiet enable "$1" || return 1
    [ -s "$state/restart/$1" ] || ! is_known ActiveState=active || return 0
    ! is_known ActiveState=failed || systemctl reset-failed "$1"
    if ! systemctl restart "$1"; then
        because "$1 does not start"
        journalctl --no-pager -q -o cat -n 12 -u "$1"
        return 1
    fi
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
