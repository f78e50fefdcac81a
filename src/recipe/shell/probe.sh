# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2034,SC2154 # variables of the other files

# probe SECONDS UNIT LOG TEXT ENDS_BY_ITSELF
probe() {
    look_at_clock
    until=$((now + $1 * 100))
    pause=1
    until ask "$1" "$4" "$5" >"$work/said" 2>&1 8>&- 9>&-; do
        look_at_clock
        if [ "$check_only" = yes ] || [ "$now" -ge "$until" ]; then
            explain_probe "$@"
            return 1
        fi
        watch_connection
        sleep "0.$pause"
        [ "$pause" = 8 ] || pause=$((pause * 2))
    done
}

ask() {
    if [ "$3" = yes ]; then
        (eval "$2")
    else
        timeout -k 5 "$1" sh -c "$2"
    fi
}

explain_probe() {
    because "not so after $1 s: $(head -n 1 "$work/said")"
    tail -n 5 "$work/said"
    if [ -n "$2" ]; then
        echo "the journal of $2:"
        journalctl --no-pager -q -o cat -n 12 -u "$2"
    fi
    if [ -n "$3" ] && [ -s "$root$3" ]; then
        echo "$3:"
        tail -n 8 "$root$3"
    fi
}
