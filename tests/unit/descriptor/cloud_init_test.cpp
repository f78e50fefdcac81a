// SPDX-License-Identifier: Apache-2.0
#include "descriptor/cloud_init.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgepool::descriptor
{

namespace
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// "code line:column" of all that is said.
struct Judgement
{
    Diagnostics diagnostics{};

    explicit Judgement(std::string_view text)
    {
        check_cloud_init(std::make_shared<const Source>("pe.cfg", std::string(text)), diagnostics);
    }
    std::vector<std::string> places() const
    {
        std::vector<std::string> places;
        for (const Diagnostic& item : diagnostics.items())
        {
            const Position at = item.where.begin();
            places.push_back(item.code + " " + std::to_string(at.line) + ":" + std::to_string(at.column));
        }
        return places;
    }
    const Diagnostic& first() const { return diagnostics.items().front(); }
};

/// With the first line that it must have: the text begins in line 2.
Judgement config(std::string_view text)
{
    return Judgement("#cloud-config\n" + std::string(text));
}

std::string mended(const Diagnostic& diagnostic)
{
    std::string text(diagnostic.where.source->text());
    const Span span = diagnostic.fix.value().where.span;
    return text.replace(span.begin, span.end - span.begin, diagnostic.fix->replacement);
}

TEST(CloudInit, AnEverydayFileIsFine)
{
    EXPECT_THAT(config(R"(hostname: pe-{{ OSM.count_index }}
fqdn: {{ hostname }}.{{domain}}
manage_etc_hosts: localhost
password: {{ password|safe }}
chpasswd: {expire: False}
ssh_pwauth: True
ssh_authorized_keys:
  - {{ ssh_key | safe }}
users:
  - default
  - name: ops
    sudo: ALL=(ALL) NOPASSWD:ALL
    lock-passwd: false
write_files:
  - path: /etc/rsplib.conf
    permissions: '0644'
    owner: root:root
    encoding: b64
    content: |
      {% if registrar %}
      PR={{ registrar }}
      {% else %}
      PR=239.0.0.1
      {% endif %}
      awk '{ print $1 }' ${HOME}/x
packages: [rsplib-tools, [vim, "2:8"]]
package_update: true
runcmd:
  - echo hello
  - [sh, -c, "echo {{ greeting }}"]
ntp:
  enabled: true
  servers: [ntp.example.org]
mounts:
  - [sdc, /opt, auto, defaults, 0, 2]
timezone: Europe/Oslo
power_state: {mode: reboot, delay: now}
)")
                    .places(),
                IsEmpty());
}

TEST(CloudInit, TheFirstLineIsWhatItIsKnownBy)
{
    EXPECT_THAT(Judgement("hostname: x\n").places(), ElementsAre("cloud-init.first-line 1:1"));
    EXPECT_THAT(Judgement("#!/bin/sh\necho: {{{\n").places(), ElementsAre("cloud-init.template 2:7"));
    EXPECT_THAT(Judgement("#!/bin/sh\nhostname: [\n").places(), IsEmpty());
    EXPECT_THAT(Judgement("Content-Type: multipart/mixed\n").places(), IsEmpty());
    EXPECT_THAT(Judgement("#include\nhttp://x/y\n").places(), IsEmpty());
    EXPECT_THAT(Judgement("").places(), IsEmpty()) << "OSM wants a file for scaled VDUs with charms, be it empty";
    EXPECT_THAT(Judgement("#cloud-config\n").places(), IsEmpty());
    EXPECT_THAT(Judgement("#cloud-config\r\nhostname: x\r\n").places(), IsEmpty());
}

TEST(CloudInit, AMistypedFirstLineIsMended)
{
    const Judgement blank("# cloud-config\nhostname: x\n");
    EXPECT_THAT(blank.places(), ElementsAre("cloud-init.first-line 1:1"));
    EXPECT_EQ(mended(blank.first()), "#cloud-config\nhostname: x\n");
    const Judgement late("\n\n#cloud-config\nhostnam: x\n");
    EXPECT_THAT(late.places(), ElementsAre("cloud-init.first-line 3:1", "cloud-init.unknown-key 4:1"));
    EXPECT_EQ(mended(late.first()), "#cloud-config\nhostnam: x\n");
    EXPECT_FALSE(Judgement("hostname: x\n").first().fix) << "nobody knows what is meant";
}

TEST(CloudInit, BrokenYamlIsToldWhereItIs)
{
    const Judgement judgement = config("hostname: {{ h }}\nruncmd: [a, b\nusers: x\n");
    ASSERT_FALSE(judgement.diagnostics.empty());
    EXPECT_EQ(judgement.first().code.substr(0, 5), "yaml.");
    EXPECT_EQ(judgement.first().where.source->text().substr(0, 13), "#cloud-config");
    EXPECT_THAT(config("hostname: a\nhostname: b\n").places(), ElementsAre("yaml.duplicate-key 3:1"));
}

TEST(CloudInit, UnknownKeysAreToldWithWhatWasMeant)
{
    const Judgement judgement = config("hostnam: x\nwrite_files:\n  - path: /a\n    permission: '0644'\n"
                                       "users:\n  - name: a\n    shel: /bin/sh\nchpasswd: {expires: false}\n");
    EXPECT_THAT(judgement.places(), ElementsAre("cloud-init.unknown-key 2:1", "cloud-init.unknown-key 5:5",
                                                "cloud-init.unknown-key 8:5", "cloud-init.unknown-key 9:12"));
    EXPECT_EQ(judgement.first().hint, "did you mean 'hostname'?");
    EXPECT_EQ(judgement.first().severity, Severity::warning);
}

TEST(CloudInit, WrongTypesAreToldWithWhatIsWanted)
{
    const Judgement judgement = config(R"(hostname: 12
runcmd: apt update
bootcmd:
  - echo "a": b
  - 5
write_files:
  - /etc/x
  - content: x
ntp: [a]
packages: {a: b}
mounts: [/opt]
)");
    EXPECT_THAT(judgement.places(),
                ElementsAre("cloud-init.wrong-type 2:11", "cloud-init.wrong-type 3:9", "cloud-init.wrong-type 5:5",
                            "cloud-init.wrong-type 6:5", "cloud-init.wrong-type 8:5", "cloud-init.missing-key 9:5",
                            "cloud-init.wrong-type 10:6", "cloud-init.wrong-type 11:12",
                            "cloud-init.wrong-type 12:10"));
    const auto& items = judgement.diagnostics.items();
    EXPECT_EQ(items[0].hint, "quote it: '12'");
    EXPECT_THAT(items[1].detail, HasSubstr("'runcmd' is text here; cloud-init wants a list"));
    EXPECT_THAT(items[2].hint, HasSubstr("quote the whole entry"));
    EXPECT_THAT(config("- hostname: x\n").places(), ElementsAre("cloud-init.wrong-type 2:1"));
}

TEST(CloudInit, WordsThatThereAreNotAreTold)
{
    const Judgement judgement =
        config("write_files:\n  - path: /a\n    encoding: base46\npower_state: {mode: restart}\n");
    EXPECT_THAT(judgement.places(), ElementsAre("cloud-init.unknown-word 4:15", "cloud-init.unknown-word 5:21"));
    EXPECT_EQ(judgement.first().hint, "did you mean 'base64'?");
}

TEST(CloudInit, PermissionsThatAreNumbersAreATrap)
{
    const Judgement octal = config("write_files:\n  - {path: /a, permissions: 0644}\n");
    EXPECT_THAT(octal.places(), ElementsAre("cloud-init.permissions 3:29"));
    EXPECT_THAT(mended(octal.first()), HasSubstr("permissions: '0644'}"));
    const Judgement decimal = config("write_files:\n  - {path: /a, permissions: 644}\n");
    EXPECT_THAT(decimal.first().detail, HasSubstr("the file gets the permissions 01204"));
    EXPECT_EQ(decimal.first().hint, "quote it: '0644'");
    EXPECT_THAT(config("write_files:\n  - {path: /a, permissions: rw-r--r--}\n").places(),
                ElementsAre("cloud-init.permissions 3:29"));
    EXPECT_THAT(config("write_files:\n  - {path: /a, permissions: '0o600'}\n").places(), IsEmpty());
    EXPECT_THAT(config("write_files:\n  - {path: /a, permissions: {{ mode }} }\n").places(), IsEmpty());
}

TEST(CloudInit, ATextTooLargeForOpenStackIsRefused)
{
    EXPECT_THAT(config("# " + std::string(50'000, 'x')).places(), ElementsAre("cloud-init.too-large 1:1"));
}

TEST(CloudInit, APrimitivesVariableIsNotFilledInHere)
{
    const Judgement judgement = config("hostname: <hostname>\nruncmd: [cat <in >out]\n");
    EXPECT_THAT(judgement.places(), ElementsAre("cloud-init.unfilled-value 2:11"));
    EXPECT_EQ(judgement.first().hint, "write {{ hostname|safe }}");
}

} // namespace

} // namespace edgepool::descriptor
