// SPDX-License-Identifier: Apache-2.0
#include "package/archive.h"

#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/package/archives.h"
#include "unit/package/reading.h"

namespace edgepool::package
{

namespace
{

using archives::gzip;
using archives::Tar;
using archives::Zip;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view vnfd = "vnfd: {id: mec}\n";
constexpr std::size_t mebibyte = std::size_t{1} << 20U;

Tar good()
{
    return Tar().file("m/m_vnfd.yaml", vnfd);
}

/// Refused, for one reason only.
void expect_refused(const Reading& reading, std::string_view code, std::string_view detail)
{
    EXPECT_FALSE(reading.package);
    EXPECT_THAT(reading.codes(), ElementsAre(code));
    EXPECT_THAT(reading.first().detail, HasSubstr(std::string(detail)));
    EXPECT_EQ(reading.first().severity, Severity::error);
    EXPECT_FALSE(reading.first().hint.empty());
    EXPECT_EQ(reading.first().where.source->name(), "test.tar.gz");
}

TEST(PackageArchive, PathsThatLeadOutAreRefused)
{
    expect_refused(Reading(good().file("m/../../etc/cron.d/x", "x").packed()), "package.outside-path",
                   "'m/../../etc/cron.d/x' has '..'");
    expect_refused(Reading(good().file("../x", "x").packed()), "package.outside-path", "'../x'");
    expect_refused(Reading(good().file("/etc/passwd", "x").packed()), "package.outside-path", "absolute path");
    expect_refused(Reading(good().file("C:/x", "x").packed()), "package.outside-path", "drive letter");
    expect_refused(Reading(good().file("C:x", "x").packed()), "package.outside-path", "drive letter");
    expect_refused(Reading(Zip().file("m.yaml", vnfd).file("/etc/passwd", "x").bytes()), "package.outside-path",
                   "'/etc/passwd'");
    expect_refused(Reading(Zip().file("m.yaml", vnfd).file("a/../../x", "x").bytes()), "package.outside-path", "'..'");
}

TEST(PackageArchive, TwoDotsAnywhereInAZipsPathAreRefusedAsByTheNbi)
{
    const Reading zip(Zip().file("m.yaml", vnfd).file("images/a..b", "x").bytes());
    EXPECT_THAT(zip.codes(), ElementsAre("package.outside-path"));
    EXPECT_TRUE(zip.package) << "it does no harm";
    EXPECT_THAT(Reading(good().file("m/images/a..b", "x").packed()).codes(), IsEmpty());
}

TEST(PackageArchive, WindowsSeparatorsAreRefused)
{
    expect_refused(Reading(Zip().file("m.yaml", vnfd).file("cloud_init\\pe.cfg", "x").bytes()), "package.backslash",
                   "'cloud_init\\pe.cfg'");
    expect_refused(Reading(good().file("m\\..\\x", "x").packed()), "package.backslash", "");
}

TEST(PackageArchive, NamesThatTerminalsActUponAreRefusedAndNotPrinted)
{
    const Reading escape(good().file("m/\x1b[2Jx", "x").packed());
    expect_refused(escape, "package.bad-name", "control characters");
    EXPECT_EQ(escape.first().detail.find('\x1b'), std::string::npos);
    expect_refused(Reading(good().file("m/a\nb", "x").packed()), "package.bad-name", "control characters");
    expect_refused(Reading(good().file("m/\xff\xfe", "x").packed()), "package.bad-name", "not UTF-8");
    expect_refused(Reading(Zip().file("m.yaml", vnfd).file("\xc3\x28", "x").bytes()), "package.bad-name", "not UTF-8");
    expect_refused(Reading(Zip().file("m.yaml", vnfd).file(std::string(300, 'x'), "x").bytes()), "package.bad-name",
                   "255");
    expect_refused(Reading(Zip().file("m.yaml", vnfd).file("a/" + std::string(3000, 'x'), "x").bytes()),
                   "package.bad-name", "3002 bytes");
    EXPECT_THAT(Reading(good().file("m/Straße/日本", "x").packed()).codes(), IsEmpty());
}

TEST(PackageArchive, DevicesAndPipesAreRefused)
{
    for (const char type : {'3', '4', '6'})
    {
        expect_refused(Reading(good().header("m/null", type).packed()), "package.special-file", "'m/null'");
    }
}

TEST(PackageArchive, AFileGivenTwiceIsRefused)
{
    expect_refused(Reading(good().file("m/m_vnfd.yaml", "vnfd: {id: other}\n").packed()), "package.duplicate-file",
                   "'m/m_vnfd.yaml'");
    expect_refused(Reading(good().file("m//./m_vnfd.yaml", "x").packed()), "package.duplicate-file", "");
    expect_refused(Reading(good().file("m/m_vnfd.yaml/x", "x").packed()), "package.duplicate-file",
                   "a folder and a file");
    expect_refused(Reading(good().link("m/a", "b").file("m/a/x", "x").packed()), "package.duplicate-file",
                   "a folder and a link");
    EXPECT_THAT(Reading(Tar().folder("m/").folder("m").file("m/m_vnfd.yaml", vnfd).folder("m/").packed()).codes(),
                IsEmpty())
        << "tar repeats folders";
}

TEST(PackageArchive, NamesThatDifferInCaseOnlyAreToldOnce)
{
    const Reading reading(good().file("m/Charms/a/x", "").file("m/charms/a/x", "").packed());
    EXPECT_THAT(reading.codes(), ElementsAre("package.case-clash"));
    EXPECT_EQ(reading.first().severity, Severity::warning);
    EXPECT_THAT(reading.first().detail, HasSubstr("'m/Charms' and 'charms'"));
    EXPECT_TRUE(reading.package);
}

TEST(PackageArchive, ADeclaredBombIsRefusedBeforeItIsUnpacked)
{
    expect_refused(Reading(good().header("m/bomb", '0', std::uint64_t{10} << 30U).packed()), "package.too-large",
                   "m/bomb");
}

TEST(PackageArchive, TenGigabytesFromTenMegabytesAreRefused)
{
    // 160 times: a file of 64 MiB of zeros, which gzip makes 64 KiB of.
    const std::string zeros = gzip(std::string(64 * mebibyte, '\0'));
    std::string bomb = gzip(good().bytes().substr(0, 1024));
    for (int i = 0; i < 160; ++i)
    {
        bomb += gzip(Tar().header("m/" + std::to_string(i), '0', 64 * mebibyte).bytes().substr(0, 512)) + zeros;
    }
    ASSERT_GT(bomb.size(), 10'000'000U);
    expect_refused(Reading(bomb), "package.bomb", "more than 100 times its size");
}

TEST(PackageArchive, ZipBombsAreRefusedByTheirTableOfContents)
{
    const std::string zip = Zip().file("m.yaml", vnfd).zeros("zeros", mebibyte, 300 * mebibyte).bytes();
    expect_refused(Reading(zip), "package.bomb", "more than 100 times its size");
}

TEST(PackageArchive, AZipThatHidesWhatItUnpacksToIsRefused)
{
    expect_refused(Reading(Zip().file("m.yaml", vnfd).zeros("zeros", mebibyte, 16).bytes()), "package.damaged",
                   "'zeros'");
    const Limits small{.bytes = 10'000};
    expect_refused(Reading(Zip().file("m.yaml", vnfd).zeros("zeros", mebibyte, 16).bytes(), small), "package.bomb",
                   "'zeros' unpacks to more than it says");
}

TEST(PackageArchive, HundredThousandFilesAreRefused)
{
    Tar tar = good();
    for (int i = 0; i < 100'000; ++i)
    {
        tar.header("m/" + std::to_string(i), '0');
    }
    expect_refused(Reading(tar.packed()), "package.too-many-files", "more than 20000");
    Zip zip;
    for (int i = 0; i < 100'000; ++i)
    {
        zip.file(std::to_string(i), "");
    }
    expect_refused(Reading(zip.bytes()), "package.too-many-files", "more than 20000");
}

TEST(PackageArchive, FoldersInFoldersInFoldersCountToo)
{
    std::string deep = "m";
    for (int i = 0; i < 80; ++i)
    {
        deep += "/a";
    }
    expect_refused(Reading(Zip().file("m.yaml", vnfd).file(deep + "/x", "").bytes()), "package.too-deep", "64 levels");
    const Limits few{.files = 5};
    expect_refused(Reading(good().file("m/a/b/c/d/e/f", "").packed(), few), "package.too-many-files", "more than 5");
}

TEST(PackageArchive, TextsThatWouldFillTheMemoryAreRefused)
{
    const Limits small{.kept_bytes = 4096};
    expect_refused(Reading(good().file("m/cloud_init/a", std::string(5000, 'x')).packed(), small), "package.too-large",
                   "names and texts");
    EXPECT_THAT(Reading(good().file("m/images/a", std::string(5000, 'x')).packed(), small).codes(), IsEmpty());
}

TEST(PackageArchive, EndlessHeadersAreRefused)
{
    const std::string name(4 * mebibyte, 'x');
    const Reading long_name(good().header("././@LongLink", 'L', name.size()).raw(name).file("m/x", "").packed());
    expect_refused(long_name, "package.damaged", "");

    expect_refused(Reading(archives::tar_of_holes()), "package.too-large", "headers");
}

TEST(PackageArchive, CutOffArchivesAreToldAsSuch)
{
    const std::string content(20'000, 'x');
    const std::string tar = good().file("m/data", content).bytes();
    const std::string packed = gzip(tar);
    expect_refused(Reading(packed.substr(0, packed.size() - 12)), "package.damaged", "truncated gzip");
    expect_refused(Reading(gzip(tar.substr(0, 10'000))), "package.damaged", "Truncated tar archive");
    const std::string zip = Zip().file("m.yaml", vnfd).file("data", content).bytes();
    expect_refused(Reading(zip.substr(0, zip.size() - 40)), "package.damaged", "table of contents");
}

TEST(PackageArchive, AFileWithAFlippedBitIsToldInAZip)
{
    std::string zip = Zip().file("m.yaml", vnfd).file("data", "content").bytes();
    zip[zip.find("content")] = 'C';
    expect_refused(Reading(zip), "package.damaged", "CRC");
}

TEST(PackageArchive, WhatIsNoPackageIsToldAsSuch)
{
    expect_refused(Reading("hello"), "package.not-a-package", "neither gzip nor zip");
    expect_refused(Reading(""), "package.empty", "the file is empty");
    expect_refused(Reading(gzip("hello")), "package.not-a-package", "not a tar archive");
    expect_refused(Reading(gzip(good().packed())), "package.damaged", "compressed twice");
    expect_refused(Reading(gzip(Zip().file("m.yaml", vnfd).bytes())), "package.not-a-package", "not a tar archive");
    expect_refused(Reading(Zip().file("m.yaml", vnfd).encrypted("secret").bytes()), "package.encrypted", "'secret'");
    EXPECT_THAT(Reading(gzip("")).codes(), ElementsAre("package.empty"));
    EXPECT_THAT(Reading(Tar().packed()).codes(), ElementsAre("package.empty"));
    EXPECT_THAT(Reading(Zip().bytes()).codes(), ElementsAre("package.empty"));
}

TEST(PackageArchive, AnArchiveFullOfFaultsIsNotReadToItsEnd)
{
    Tar tar = good();
    for (int i = 0; i < 1000; ++i)
    {
        tar.file("../" + std::to_string(i), "");
    }
    const Reading reading(tar.packed());
    EXPECT_FALSE(reading.package);
    EXPECT_EQ(reading.diagnostics.count(Severity::error), 19U);
    EXPECT_EQ(reading.codes().back(), "package.more-faults");
}

} // namespace

} // namespace edgepool::package
