#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What machines run in their first minute, run or read once before they are saved: all that it needs is in memory then,
# and no copy has to read it from its disk.
cd / || exit 1
exec </dev/null >/dev/null 2>&1
for program in bash cat chmod chown dpkg-query flock grep id journalctl mkdir modprobe mv perl rm sed sha256sum sleep \
    stat systemctl tail timeout tr; do
    "$program" --version
done
dpkg-query -W dpkg
# Day-1 need not ask again which packages are there.
mkdir -p /var/lib/edgepool/restart /var/lib/edgepool/packages
# shellcheck disable=SC2016 # dpkg-query's own
dpkg-query -W -f '${db:Status-Status} ${Package}\n' 'rsplib-*' | while read -r status package; do
    [ "$status" != installed ] || echo yes >"/var/lib/edgepool/packages/$package"
done
# These would serve.
for program in /usr/bin/rspregistrar /usr/bin/rspserver /usr/local/lib/edgepool/edgepool-member; do
    # shellcheck disable=SC2046 # a word for each library
    cat "$program" $(ldd "$program" | grep -o '/[^ ]*')
done
mkdir -m 700 /run/edgepool-day-1
# Services wait for it.
systemctl start network-online.target
# All devices are there. What udev has to say of cards that get their names is not worth a tenth of a copy's start: it is
# stopped as it stands, and hears of them when the agent has it go on.
udevadm settle --timeout=10
pkill -x '\(udev-worker\)'
sleep 0.5
pkill -STOP -x systemd-udevd
