# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # variables of the other files

# bounded SECONDS TEXT: the shell text, ended when it takes too long.
bounded() {
    status=0
    timeout -k 5 "$1" sh -c "$2" 8>&- 9>&- || status=$?
    # busybox hands on how the command ended.
    if [ "$status" = 124 ] || [ "$status" = 137 ] || [ "$status" = 143 ]; then
        because "it took longer than $1 s"
    fi
    return "$status"
}
