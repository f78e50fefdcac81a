// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "package/package.h"
#include "unit/package/archives.h"
#include "unit/package/folders.h"

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

struct FolderReading
{
    Diagnostics diagnostics{};
    std::optional<Package> package{};

    explicit FolderReading(const std::filesystem::path& path, const Limits& limits = {})
    {
        package = read_package(path.string(), diagnostics, limits);
    }
    std::vector<std::string> codes() const
    {
        std::vector<std::string> codes;
        std::ranges::transform(diagnostics.items(), std::back_inserter(codes), &Diagnostic::code);
        return codes;
    }
    const Diagnostic& first() const { return diagnostics.items().front(); }
};

/// What the child process says by its exit status.
int run_in_child(const std::function<int()>& body)
{
    const pid_t child = ::fork();
    if (child == 0)
    {
        int status = 0;
        try
        {
            status = body();
        }
        catch (...)
        {
            status = 99;
        }
        ::_exit(status);
    }
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

TEST(PackageFolder, IsReadLikeAnArchiveOfIt)
{
    const TemporaryFolder folder;
    folder.write("mec/mec_vnfd.yaml", vnfd);
    folder.write("mec/cloud_init/pe.cfg", "#cloud-config\n");
    folder.write("mec/charms/a/src/charm.py", "#!/bin/sh\n");
    folder.write("mec/images/big.qcow2", "x");
    folder.write("mec/.git/config", "x");
    folder.link("mec/charms/a/hooks/install", "../src/charm.py");
    ASSERT_EQ(::chmod((folder / "mec/charms/a/src/charm.py").c_str(), 0755), 0);
    const FolderReading reading(folder / "mec");
    ASSERT_TRUE(reading.package);
    EXPECT_THAT(reading.codes(), IsEmpty());
    EXPECT_EQ(reading.package->root, "mec");
    EXPECT_EQ(reading.package->descriptor, "mec_vnfd.yaml");
    EXPECT_EQ(reading.package->find("mec_vnfd.yaml")->text->name(), (folder / "mec/mec_vnfd.yaml").string());
    EXPECT_EQ(reading.package->find("images/big.qcow2")->text, nullptr);
    EXPECT_EQ(reading.package->find(".git/config"), nullptr);
    const File* const hook = reading.package->find("charms/a/hooks/install");
    ASSERT_NE(hook, nullptr);
    EXPECT_TRUE(hook->executable);
    EXPECT_EQ(hook->text->text(), "#!/bin/sh\n");
}

TEST(PackageFolder, ItsNameIsItsOwnHoweverItIsGiven)
{
    const TemporaryFolder folder;
    folder.write("mec/mec_vnfd.yaml", vnfd);
    folder.write("mec/charms/x", "");
    EXPECT_EQ(FolderReading(folder / "mec/").package->root, "mec");
    EXPECT_EQ(FolderReading(folder / "mec/charms/..").package->root, "mec");
    EXPECT_EQ(FolderReading(folder / "mec/.").package->find("mec_vnfd.yaml")->text->name(),
              (folder / "mec/./mec_vnfd.yaml").string());
}

TEST(PackageFolder, ACsarsFolderHasItsScriptsElsewhere)
{
    const TemporaryFolder folder;
    folder.write("mec/Definitions/mec_vnfd.yaml", vnfd);
    folder.write("mec/TOSCA-Metadata/TOSCA.meta", "x");
    const FolderReading reading(folder / "mec");
    EXPECT_THAT(reading.codes(), IsEmpty());
    EXPECT_EQ(reading.package->descriptor, "Definitions/mec_vnfd.yaml");
    EXPECT_EQ(reading.package->scripts, "Scripts/");
}

TEST(PackageFolder, LinksOutOfItAreRefusedAndNotFollowed)
{
    const TemporaryFolder folder;
    folder.write("secret/passwords", "root:x\n");
    folder.write("mec/mec_vnfd.yaml", vnfd);
    folder.link("mec/cloud_init", "../secret");
    const FolderReading reading(folder / "mec");
    EXPECT_FALSE(reading.package);
    EXPECT_THAT(reading.codes(), ElementsAre("package.outside-link"));
    EXPECT_THAT(reading.first().detail, HasSubstr("'mec/cloud_init' -> '../secret'"));

    std::filesystem::remove(folder / "mec/cloud_init");
    folder.link("mec/mec_nsd.yaml", (folder / "mec/mec_vnfd.yaml").string());
    EXPECT_THAT(FolderReading(folder / "mec").codes(), ::testing::Contains("package.outside-link"))
        << "an absolute path is another one where OSM runs";
}

TEST(PackageFolder, AFolderThatLinksToItselfEnds)
{
    const TemporaryFolder folder;
    folder.write("mec/mec_vnfd.yaml", vnfd);
    folder.link("mec/again", ".");
    const FolderReading reading(folder / "mec");
    EXPECT_THAT(reading.codes(), IsEmpty());
    EXPECT_EQ(reading.package->find("again/again/mec_vnfd.yaml")->path, "mec/mec_vnfd.yaml");
}

TEST(PackageFolder, PipesAreRefusedAndNobodyWaitsForThem)
{
    const TemporaryFolder folder;
    folder.write("mec/mec_vnfd.yaml", vnfd);
    std::filesystem::create_directories(folder / "mec/cloud_init");
    ASSERT_EQ(::mkfifo((folder / "mec/cloud_init/pipe").c_str(), 0644), 0);
    const FolderReading reading(folder / "mec");
    EXPECT_FALSE(reading.package);
    EXPECT_THAT(reading.codes(), ElementsAre("package.special-file"));
}

TEST(PackageFolder, WhatCannotBeReadIsTold)
{
    const TemporaryFolder folder;
    folder.write("mec/mec_vnfd.yaml", vnfd);
    folder.write("mec/cloud_init/a", "x");
    folder.write("mec/images/a", "x");
    folder.write("mec/charms/a", "x");
    for (const std::string_view name : {"mec/cloud_init/a", "mec/images/a", "mec/charms"})
    {
        std::filesystem::permissions(folder / name, std::filesystem::perms::none);
    }
    EXPECT_EQ(run_in_child([&] {
                  constexpr uid_t nobody = 65534; // root would be allowed to read them
                  if (::geteuid() == 0 && ::seteuid(nobody) != 0)
                  {
                      return 98;
                  }
                  const auto codes = FolderReading(folder / "mec").codes();
                  return static_cast<int>(std::ranges::count(codes, "package.unreadable"));
              }),
              3);
    std::filesystem::permissions(folder / "mec/charms", std::filesystem::perms::owner_all);
}

TEST(PackageFolder, HugeAndDeepTreesAreRefused)
{
    const TemporaryFolder folder;
    folder.write("mec/mec_vnfd.yaml", vnfd);
    std::string deep = "mec";
    for (int i = 0; i < 100; ++i)
    {
        deep += "/a";
    }
    folder.write(deep + "/x", "");
    const FolderReading reading(folder / "mec");
    EXPECT_FALSE(reading.package);
    EXPECT_THAT(reading.codes(), ElementsAre("package.too-deep"));

    const Limits few{.files = 10};
    EXPECT_THAT(FolderReading(folder / "mec", few).codes(), ElementsAre("package.too-many-files"));
    std::filesystem::remove_all(folder / "mec/a");
    folder.write("mec/images/sparse", "");
    std::filesystem::resize_file(folder / "mec/images/sparse", std::uint64_t{5} << 30U);
    EXPECT_THAT(FolderReading(folder / "mec").codes(), ElementsAre("package.too-large"));
}

TEST(PackageFolder, AnEmptyFolderIsAnEmptyPackage)
{
    const TemporaryFolder folder;
    EXPECT_THAT(FolderReading(folder.path()).codes(), ElementsAre("package.empty"));
}

TEST(PackagePath, ThatCannotBeReadIsAFailureOfTheWorld)
{
    const TemporaryFolder folder;
    Diagnostics diagnostics;
    EXPECT_THROW(read_package((folder / "nothing").string(), diagnostics), Error);
    EXPECT_THROW(is_package((folder / "nothing").string()), Error);
}

TEST(PackagePath, LooksLikeAPackageOrNot)
{
    const TemporaryFolder folder;
    folder.write("a.tar.gz", Tar().file("m/m.yaml", vnfd).packed());
    folder.write("a.zip", Zip().file("m.yaml", vnfd).bytes());
    folder.write("a.yaml", vnfd);
    folder.write("named/x_nsd.yml", "");
    folder.write("charmed/x.yaml", "");
    folder.write("charmed/charms/a/metadata.yaml", "");
    folder.write("csar/TOSCA-Metadata/TOSCA.meta", "");
    folder.write("examples/a.yaml", "");
    folder.write("examples/b.yaml", "");
    ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0644), 0);
    for (const std::string_view name : {"a.tar.gz", "a.zip", "named", "charmed", "csar"})
    {
        EXPECT_TRUE(is_package((folder / name).string())) << name;
    }
    for (const std::string_view name : {"a.yaml", "examples", ".", "pipe"})
    {
        EXPECT_FALSE(is_package((folder / name).string())) << name;
    }
}

/// Archives that would do harm to whoever unpacks them.
std::vector<std::string> hostile_archives()
{
    const std::string zeros = gzip(std::string(std::size_t{64} << 20U, '\0'));
    std::string bomb = gzip(Tar().file("m/m_vnfd.yaml", vnfd).bytes().substr(0, 1024));
    Tar many;
    for (int i = 0; i < 60'000; ++i)
    {
        many.header("m/" + std::to_string(i) + std::string(80, 'n'), '0');
    }
    for (int i = 0; i < 20; ++i)
    {
        bomb += gzip(Tar()
                         .header("m/cloud_init/" + std::to_string(i), '0', std::uint64_t{64} << 20U)
                         .bytes()
                         .substr(0, 512)) +
                zeros;
    }
    return {
        Tar().file("../outside", "x").file("m/../../outside2", "x").packed(),
        Tar().file("/tmp/edgepool-outside", "x").packed(),
        Tar().link("m/up", "../..").file("m/up/outside3", "x").packed(),
        Tar().hard_link("m/x", "/etc/passwd").packed(),
        Zip().file("../outside4", "x").bytes(),
        Zip().link("up", "..").file("up/outside5", "x").bytes(),
        bomb,
        many.packed(),
        archives::tar_of_holes(),
    };
}

TEST(PackageSafety, NothingIsWrittenAnywhere)
{
    const TemporaryFolder folder;
    const auto archives = hostile_archives();
    for (std::size_t i = 0; i < archives.size(); ++i)
    {
        folder.write("here/" + std::to_string(i), archives[i]);
    }
    const auto before = folder.listing();
    EXPECT_EQ(run_in_child([&] {
                  // Not a single byte may this process write to a file: the system would end it.
                  const rlimit none{};
                  ::setrlimit(RLIMIT_FSIZE, &none);
                  std::filesystem::current_path(folder / "here");
                  int accepted = 0;
                  for (std::size_t i = 0; i < archives.size(); ++i)
                  {
                      Diagnostics diagnostics;
                      accepted += read_package(std::to_string(i), diagnostics) ? 1 : 0;
                  }
                  return accepted;
              }),
              0);
    EXPECT_EQ(folder.listing(), before);
    EXPECT_FALSE(std::filesystem::exists("/tmp/edgepool-outside"));
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool can_limit_memory = false; // a sanitizer takes terabytes of address space
#elif defined(__has_feature)
constexpr bool can_limit_memory = !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer);
#else
constexpr bool can_limit_memory = true;
#endif

std::uint64_t address_space_in_use()
{
    std::uint64_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

TEST(PackageSafety, MemoryStaysBounded)
{
    if (!can_limit_memory)
    {
        GTEST_SKIP() << "not under a sanitizer";
    }
    const auto archives = hostile_archives();
    EXPECT_EQ(run_in_child([&] {
                  const std::uint64_t most = address_space_in_use() + (std::uint64_t{64} << 20U);
                  const rlimit limit{.rlim_cur = most, .rlim_max = most};
                  ::setrlimit(RLIMIT_AS, &limit);
                  int accepted = 0;
                  for (const std::string& bytes : archives)
                  {
                      Diagnostics diagnostics;
                      accepted += read_package_bytes(bytes, "hostile", diagnostics) ? 1 : 0;
                  }
                  return accepted;
              }),
              0);
}

} // namespace

} // namespace edgepool::package
