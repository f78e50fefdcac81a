# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0

# Takes away what day-1 made on this machine. Run as root, as often as you like: sh -s <THIS. Packages stay, and so do the
# user edgepool, the logs, and the mask of Debian's own registrar, which would start at the next boot without it.
# The folder $root is taken for the machine's "/".
undo() {
    state=$root/var/lib/edgepool
    units=$root/etc/systemd/system
    if [ -z "$root" ] && [ "$(id -u)" != 0 ]; then
        echo 'only root can do this'
        return 75
    fi
    export LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin"
    mkdir -p "$root/run" || return 1
    # A day-1 that is under way has it.
    exec 9>"$root/run/edgepool-day-1.lock"
    if ! flock -w 60 9; then
        echo 'another run on this machine does not end'
        return 75
    fi
    rm -f "$state/day-1.digest" || return 1
    for file in "$units"/edgepool-*.service; do
        [ -e "$file" ] || continue
        unit=${file##*/}
        systemctl --no-reload --quiet disable "$unit" 9>&- || return 1
        systemctl stop "$unit" 9>&- || return 1
        rm -f "$file" || return 1
        reload=yes
    done
    if [ -n "${reload:-}" ]; then
        systemctl daemon-reload || return 1
    fi
    rm -rf "$state" "$root/var/lib/edgepool-member" "$root/usr/local/lib/edgepool" "$root/etc/logrotate.d/edgepool" \
        "$root/etc/edgepool" \
        "$root"/etc/sysctl.d/90-edgepool-*.conf "$root"/etc/modules-load.d/edgepool-*.conf
}
{
undo
}
