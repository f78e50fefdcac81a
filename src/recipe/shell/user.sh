# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # variables of the other files

# user_is NAME: most are in the file, which takes no process.
user_is() {
    while IFS=: read -r known _; do
        [ "$known" != "$1" ] || return 0
    done <"$root/etc/passwd"
    id -u "$1" >/dev/null 2>&1
}

add_user() {
    if ! command -v useradd >/dev/null; then
        { grep -qs "^$1:" /etc/group || addgroup -S "$1"; } &&
            adduser -S -D -H -h /nonexistent -s /usr/sbin/nologin -G "$1" "$1"
        return
    fi
    # A killed run may have left the group alone.
    if grep -qs "^$1:" /etc/group; then
        set -- "$1" --gid "$1"
    else
        set -- "$1" --user-group
    fi
    user=$1
    shift
    useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$@" "$user"
}
