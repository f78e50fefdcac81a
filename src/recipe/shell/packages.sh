# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # variables of the other files

# packages_are NAME...
packages_are() {
    ! nothing_happened_to "$@" || return 0
    # shellcheck disable=SC2016 # dpkg-query's own
    known=$nl$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null)$nl
    for package in "$@"; do
        case $known in
        *"${nl}installed $package$nl"*) ;;
        *)
            echo "$package is not installed"
            return 1
            ;;
        esac
    done
    remember_packages "$@"
}

# nothing_happened_to NAME...: since dpkg said last that they are installed, its records have not been written to. That it
# need not be asked spares a process that reads all of them.
nothing_happened_to() {
    records=${DPKG_ADMINDIR:-$root/var/lib/dpkg}
    [ -e "$records/status" ] || return 1
    for package in "$@"; do
        # shellcheck disable=SC3013 # dash and busybox have it
        [ -e "$state/packages/$package" ] && [ ! "$records/status" -nt "$state/packages/$package" ] &&
            [ ! "$records/updates" -nt "$state/packages/$package" ] || return 1
    done
}

remember_packages() {
    [ "$check_only" = no ] && [ -e "$records/status" ] || return 0
    for package in "$@"; do
        echo yes >"$state/packages/$package" || return 0 # it is asked again, then
    done
}

still_locked=3

# unlocked PATIENCE COMMAND...: again, as long as somebody else holds a lock of the package manager.
unlocked() {
    patience=$1
    shift
    look_at_clock
    begun=$now
    told=no
    while ! "$@" >"$work/packager" 2>&1 8>&- 9>&-; do
        if ! grep -q -e 'Could not get lock' -e 'Unable to lock' -e 'Unable to acquire' \
            -e 'by another process' "$work/packager"; then
            cat "$work/packager"
            explain_packager
            return 1
        fi
        look_at_clock
        if [ $((now - begun)) -ge $((patience * 100)) ]; then
            cat "$work/packager"
            because "another package manager held its lock for $patience s: $(first_line -e lock)"
            return "$still_locked"
        fi
        [ "$told" = yes ] || say_waiting "another package manager on this machine, $patience s at most"
        told=yes
        sleep 1
    done
    cat "$work/packager"
}

# first_line PATTERN...: the first of what the package manager said that is like that (grep's words).
first_line() {
    grep -m 1 "$@" "$work/packager" | cut -c 1-200
}

# Why the package manager failed, with what is to be done; the last lines of it are told anyway.
explain_packager() {
    if grep -q -e 'not valid yet' -e 'not yet valid' -e 'not yet activated' "$work/packager"; then
        because "the clock of this machine is behind (it says $(date -u '+%Y-%m-%d %H:%M UTC')); set it, by 'timedatectl set-ntp true': $(first_line -e 'not valid yet' -e 'not yet')"
    elif grep -q -e 'is expired' -e 'certificate.*expired' "$work/packager"; then
        because "the clock of this machine (it says $(date -u '+%Y-%m-%d %H:%M UTC')) or the mirror is wrong: $(first_line -e expired)"
    elif grep -q -e 'No space left on device' -e 'enough free space' "$work/packager"; then
        because "the disk of this machine is full: $(first_line -e 'No space left' -e 'enough free space')"
    elif grep -q -e 'Failed to fetch' -e 'Could not resolve' -e 'Could not connect' "$work/packager"; then
        because "a mirror cannot be reached; see /etc/apt/sources.list and the network: $(first_line -e 'Failed to fetch' -e 'Could not')"
    else
        because "$(first_line -e '^E: ' -e '^dpkg: error')"
    fi
}

# packager PATIENCE SOURCES COMMAND...: apt-get that asks nothing; with sources, from those only.
packager() {
    patience=$1
    sources=$2
    shift 2
    if [ -n "$sources" ]; then
        printf '%s\n' "$sources" >"$work/sources.list" || return 1
        set -- -o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=- "$@"
    fi
    unlocked "$patience" apt-get -q -y -o Acquire::Retries=2 -o Acquire::http::Timeout=30 -o APT::Update::Error-Mode=any \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@"
}

# install_packages PATIENCE SOURCES NAME...: what a killed run left half installed is mended first. The lists are
# fetched if the machine has none that do.
install_packages() {
    patience=$1
    sources=$2
    shift 2
    export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1
    unlocked "$patience" dpkg --force-confdef --force-confold --configure -a || return 1
    if [ -z "$sources" ]; then
        ended=0
        packager "$patience" "$sources" install --no-install-recommends "$@" >"$work/first" 2>&1 || ended=$?
        if [ "$ended" = 0 ] || [ "$ended" = "$still_locked" ]; then
            cat "$work/first"
            return "$ended"
        fi
        because ''
    fi
    packager "$patience" "$sources" update && packager "$patience" "$sources" install --no-install-recommends "$@"
}
