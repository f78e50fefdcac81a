// SPDX-License-Identifier: Apache-2.0
#include "descriptor/cloud_init_keys.h"

#include <array>

namespace edgepool::descriptor
{

namespace
{

using enum CloudType;

constexpr CloudType flag = boolean | text | number; // modules understand "yes" and 1
constexpr CloudType texts = text | list;            // one text is a list of one
constexpr CloudType command = text | list | nothing;

constexpr std::array<std::string_view, 9> encodings{"gz",       "gzip", "gz+base64", "gzip+base64", "gz+b64",
                                                    "gzip+b64", "b64",  "base64",    "text/plain"};
constexpr std::array<std::string_view, 3> power_modes{"poweroff", "reboot", "halt"};

// clang-format off
constexpr std::array write_files_keys{
    CloudKey{.name = "path", .type = text},
    CloudKey{.name = "content", .type = text | nothing},
    CloudKey{.name = "owner", .type = text},
    CloudKey{.name = "permissions", .type = text | number, .is_permissions = true},
    CloudKey{.name = "encoding", .type = text, .words = encodings},
    CloudKey{.name = "append", .type = flag},
    CloudKey{.name = "defer", .type = flag},
    CloudKey{.name = "source", .type = object},
};

constexpr std::array user_keys{
    CloudKey{.name = "name", .type = text},
    CloudKey{.name = "snapuser", .type = text},
    CloudKey{.name = "gecos", .type = text},
    CloudKey{.name = "homedir", .type = text},
    CloudKey{.name = "shell", .type = text},
    CloudKey{.name = "primary_group", .type = text},
    CloudKey{.name = "groups", .type = texts | object},
    CloudKey{.name = "sudo", .type = texts | boolean | nothing},
    CloudKey{.name = "doas", .type = texts},
    CloudKey{.name = "passwd", .type = text},
    CloudKey{.name = "hashed_passwd", .type = text},
    CloudKey{.name = "plain_text_passwd", .type = text | number},
    CloudKey{.name = "lock_passwd", .type = flag},
    CloudKey{.name = "ssh_authorized_keys", .type = texts, .items = text},
    CloudKey{.name = "ssh_import_id", .type = texts, .items = text},
    CloudKey{.name = "ssh_redirect_user", .type = flag},
    CloudKey{.name = "system", .type = flag},
    CloudKey{.name = "uid", .type = number | text},
    CloudKey{.name = "create_groups", .type = flag},
    CloudKey{.name = "no_create_home", .type = flag},
    CloudKey{.name = "no_user_group", .type = flag},
    CloudKey{.name = "no_log_init", .type = flag},
    CloudKey{.name = "selinux_user", .type = text},
    CloudKey{.name = "expiredate", .type = text},
    CloudKey{.name = "inactive", .type = text | number},
};

constexpr std::array password_keys{
    CloudKey{.name = "expire", .type = flag},
    CloudKey{.name = "list", .type = texts, .items = text},
    CloudKey{.name = "users", .type = list, .items = object},
};

constexpr std::array ntp_keys{
    CloudKey{.name = "enabled", .type = flag},
    CloudKey{.name = "ntp_client", .type = text},
    CloudKey{.name = "pools", .type = texts, .items = text},
    CloudKey{.name = "servers", .type = texts, .items = text},
    CloudKey{.name = "peers", .type = texts, .items = text},
    CloudKey{.name = "allow", .type = texts, .items = text},
    CloudKey{.name = "config", .type = object},
};

constexpr std::array growpart_keys{
    CloudKey{.name = "mode", .type = text | boolean},
    CloudKey{.name = "devices", .type = list, .items = text},
    CloudKey{.name = "ignore_growroot_disabled", .type = flag},
};

constexpr std::array power_keys{
    CloudKey{.name = "mode", .type = text, .words = power_modes},
    CloudKey{.name = "delay", .type = text | number},
    CloudKey{.name = "message", .type = text},
    CloudKey{.name = "timeout", .type = number},
    CloudKey{.name = "condition", .type = flag | list},
};

constexpr std::array config_keys{
    CloudKey{.name = "hostname", .type = text},
    CloudKey{.name = "fqdn", .type = text},
    CloudKey{.name = "preserve_hostname", .type = flag},
    CloudKey{.name = "prefer_fqdn_over_hostname", .type = flag},
    CloudKey{.name = "create_hostname_file", .type = flag},
    CloudKey{.name = "manage_etc_hosts", .type = flag},
    CloudKey{.name = "manage_resolv_conf", .type = flag},
    CloudKey{.name = "resolv_conf", .type = object},
    CloudKey{.name = "timezone", .type = text},
    CloudKey{.name = "locale", .type = text | boolean},
    CloudKey{.name = "locale_configfile", .type = text},
    CloudKey{.name = "keyboard", .type = object},
    CloudKey{.name = "final_message", .type = text},
    CloudKey{.name = "power_state", .type = object, .members = power_keys, .needed = "mode"},
    CloudKey{.name = "output", .type = object},

    CloudKey{.name = "users", .type = texts | object, .items = text | object | list, .members = user_keys, .needed = "name"},
    CloudKey{.name = "user", .type = text | object},
    CloudKey{.name = "groups", .type = texts | object},
    CloudKey{.name = "password", .type = text | number},
    CloudKey{.name = "chpasswd", .type = object, .members = password_keys},
    CloudKey{.name = "ssh_pwauth", .type = flag},
    CloudKey{.name = "ssh_authorized_keys", .type = texts, .items = text},
    CloudKey{.name = "ssh_import_id", .type = texts, .items = text},
    CloudKey{.name = "ssh_deletekeys", .type = flag},
    CloudKey{.name = "ssh_genkeytypes", .type = list, .items = text},
    CloudKey{.name = "ssh_keys", .type = object},
    CloudKey{.name = "ssh_publish_hostkeys", .type = object},
    CloudKey{.name = "ssh_quiet_keygen", .type = flag},
    CloudKey{.name = "ssh_fp_console_blacklist", .type = list},
    CloudKey{.name = "ssh_key_console_blacklist", .type = list},
    CloudKey{.name = "ssh", .type = object},
    CloudKey{.name = "no_ssh_fingerprints", .type = flag},
    CloudKey{.name = "authkey_hash", .type = text},
    CloudKey{.name = "allow_public_ssh_keys", .type = flag},
    CloudKey{.name = "disable_root", .type = flag},
    CloudKey{.name = "disable_root_opts", .type = text},
    CloudKey{.name = "system_info", .type = object},

    CloudKey{.name = "write_files", .type = list, .items = object, .members = write_files_keys, .needed = "path"},
    CloudKey{.name = "packages", .type = texts, .items = text | list | object},
    CloudKey{.name = "package_update", .type = flag},
    CloudKey{.name = "package_upgrade", .type = flag},
    CloudKey{.name = "package_reboot_if_required", .type = flag},
    CloudKey{.name = "apt_update", .type = flag},
    CloudKey{.name = "apt_upgrade", .type = flag},
    CloudKey{.name = "apt_reboot_if_required", .type = flag},
    CloudKey{.name = "apt", .type = object},
    CloudKey{.name = "apt_pipelining"},
    CloudKey{.name = "snap", .type = object},
    CloudKey{.name = "yum_repos", .type = object},
    CloudKey{.name = "yum_repo_dir", .type = text},
    CloudKey{.name = "zypper", .type = object},
    CloudKey{.name = "apk_repos", .type = object},
    CloudKey{.name = "runcmd", .type = list, .items = command},
    CloudKey{.name = "bootcmd", .type = list, .items = command},

    CloudKey{.name = "ntp", .type = object | nothing, .members = ntp_keys},
    CloudKey{.name = "mounts", .type = list, .items = list},
    CloudKey{.name = "mount_default_fields", .type = list},
    CloudKey{.name = "swap", .type = object},
    CloudKey{.name = "disk_setup", .type = object},
    CloudKey{.name = "device_aliases", .type = object},
    CloudKey{.name = "fs_setup", .type = list, .items = object},
    CloudKey{.name = "growpart", .type = object, .members = growpart_keys},
    CloudKey{.name = "resize_rootfs", .type = flag},
    CloudKey{.name = "random_seed", .type = object},
    CloudKey{.name = "rsyslog", .type = object | list},
    CloudKey{.name = "ca_certs", .type = object},
    CloudKey{.name = "ca-certs", .type = object},
    CloudKey{.name = "phone_home", .type = object},
    CloudKey{.name = "wireguard", .type = object | nothing},
    CloudKey{.name = "updates", .type = object},
    CloudKey{.name = "vendor_data", .type = object},
    CloudKey{.name = "migrate", .type = flag},
    CloudKey{.name = "disable_ec2_metadata", .type = flag},
    CloudKey{.name = "byobu_by_default", .type = text},

    // Of other programs, of distributions, and of cloud-init's own working: any value.
    CloudKey{.name = "ansible"}, CloudKey{.name = "autoinstall"}, CloudKey{.name = "chef"},
    CloudKey{.name = "cloud_config_modules"}, CloudKey{.name = "cloud_final_modules"}, CloudKey{.name = "cloud_init_modules"},
    CloudKey{.name = "cloud_type"}, CloudKey{.name = "datasource"}, CloudKey{.name = "datasource_list"}, CloudKey{.name = "drivers"},
    CloudKey{.name = "fan"}, CloudKey{.name = "grub-dpkg"}, CloudKey{.name = "grub_dpkg"}, CloudKey{.name = "landscape"},
    CloudKey{.name = "log_cfgs"}, CloudKey{.name = "lxd"}, CloudKey{.name = "mcollective"}, CloudKey{.name = "merge_how"},
    CloudKey{.name = "merge_type"}, CloudKey{.name = "network"}, CloudKey{.name = "puppet"}, CloudKey{.name = "reporting"},
    CloudKey{.name = "rh_subscription"}, CloudKey{.name = "rpi"}, CloudKey{.name = "salt_minion"}, CloudKey{.name = "spacewalk"},
    CloudKey{.name = "ubuntu_advantage"}, CloudKey{.name = "ubuntu_pro"}, CloudKey{.name = "unverified_modules"},
};
// clang-format on

} // namespace

std::span<const CloudKey> cloud_config_keys()
{
    return config_keys;
}

} // namespace edgepool::descriptor
