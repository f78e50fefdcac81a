# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # variables of the other files

# packages_are NAME...
packages_are() {
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
}

# unlocked PATIENCE COMMAND...: again, as long as somebody else holds a lock of the package manager.
unlocked() {
    patience=$1
    shift
    look_at_clock
    begun=$now
    while ! "$@" >"$work/packager" 2>&1 9>&-; do
        if ! grep -q -e 'Could not get lock' -e 'Unable to lock' -e 'Unable to acquire' \
            -e 'by another process' "$work/packager"; then
            cat "$work/packager"
            return 1
        fi
        look_at_clock
        if [ $((now - begun)) -ge $((patience * 100)) ]; then
            cat "$work/packager"
            because "another package manager held its lock for $patience s"
            return 1
        fi
        sleep 1
    done
    cat "$work/packager"
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
    unlocked "$patience" apt-get -q -y -o Acquire::Retries=2 -o Acquire::http::Timeout=30 \
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
    if [ -z "$sources" ] && packager "$patience" "$sources" install --no-install-recommends "$@" >"$work/first" 2>&1; then
        cat "$work/first"
        return 0
    fi
    if [ -s "$work/why" ]; then
        cat "$work/first"
        return 1
    fi
    packager "$patience" "$sources" update && packager "$patience" "$sources" install --no-install-recommends "$@"
}
