// SPDX-License-Identifier: Apache-2.0
#include "package/links.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/package/archives.h"
#include "unit/package/reading.h"

namespace edgepool::package
{

namespace
{

using archives::Tar;
using archives::Zip;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view shebang = "#!/usr/bin/env python3\n";

Tar charm()
{
    return Tar()
        .file("m/m_vnfd.yaml", "vnfd: {id: mec}\n")
        .file("m/charms/a/src/charm.py", shebang, 0755)
        .file("m/charms/a/mod/operator/ops/main.py", "x");
}

TEST(PackageLinks, ACharmsHooksAreLinksToItsProgram)
{
    const Reading reading(charm().link("m/charms/a/hooks/install", "../src/charm.py").packed());
    EXPECT_THAT(reading.codes(), IsEmpty());
    const File* const hook = reading.package->find("charms/a/hooks/install");
    ASSERT_NE(hook, nullptr);
    EXPECT_EQ(hook->path, "m/charms/a/src/charm.py");
    EXPECT_TRUE(hook->executable);
    EXPECT_EQ(hook->text->text(), shebang);
    EXPECT_THAT(reading.package->names_in("charms/a/hooks"), ElementsAre("install"));
}

TEST(PackageLinks, FoldersMayBeLinksToo)
{
    const Reading reading(charm().link("m/charms/a/lib/ops", "../mod/operator/ops").link("m/charms/b", "./a").packed());
    EXPECT_THAT(reading.codes(), IsEmpty());
    EXPECT_NE(reading.package->find("charms/a/lib/ops/main.py"), nullptr);
    EXPECT_NE(reading.package->find("charms/b/lib/ops/main.py"), nullptr);
    EXPECT_TRUE(reading.package->has_folder("charms/b"));
    EXPECT_THAT(reading.package->names_in("charms"), ElementsAre("a", "b"));
}

TEST(PackageLinks, ALinkMayComeBeforeWhatItLeadsTo)
{
    EXPECT_THAT(Reading(Tar().link("m/x", "m_vnfd.yaml").file("m/m_vnfd.yaml", "a: 1").packed()).codes(), IsEmpty());
}

TEST(PackageLinks, LinksThatLeadOutAreRefused)
{
    for (const std::string_view target : {"/etc/passwd", "../../x", "../../m/m_vnfd.yaml", "a/../../../x"})
    {
        const Reading reading(charm().link("m/charms/x", target).link("m/charms/y", "x").packed());
        EXPECT_FALSE(reading.package) << target;
        EXPECT_THAT(reading.codes(), Each("package.outside-link"));
        EXPECT_THAT(reading.first().detail, HasSubstr("'m/charms/x' -> '" + std::string(target) + "'"));
    }
}

TEST(PackageLinks, AWayOutOverSeveralLinksIsFound)
{
    const Reading reading(charm().link("m/charms/up", "..").link("m/top", "charms/up/..").file("m/z", "").packed());
    EXPECT_FALSE(reading.package);
    EXPECT_THAT(reading.codes(), ElementsAre("package.outside-link"));
    EXPECT_THAT(reading.first().detail, HasSubstr("'m/top'"));
}

TEST(PackageLinks, LinksThatLeadNowhereAreToldAndTheRestIsJudged)
{
    const Reading reading(charm().link("m/charms/a/hooks/start", "../src/charm").link("m/x", "m_vnfd.yaml/y").packed());
    ASSERT_TRUE(reading.package);
    EXPECT_THAT(reading.codes(), ElementsAre("package.dangling-link", "package.dangling-link"));
    EXPECT_EQ(reading.package->find("charms/a/hooks/start"), nullptr);
}

TEST(PackageLinks, CirclesAreTold)
{
    const Reading reading(charm().link("m/a", "b").link("m/b", "a").link("m/self", "self").link("m/c", "c/x").packed());
    ASSERT_TRUE(reading.package);
    EXPECT_THAT(reading.codes(), Each("package.link-loop"));
    EXPECT_EQ(reading.codes().size(), 4U);
}

TEST(PackageLinks, ThousandsOfLinksToEachOtherAreNotFollowedToTheEnd)
{
    Tar tar = charm();
    for (int i = 0; i < 15'000; ++i)
    {
        tar.link("m/" + std::to_string(i), "./././././././././" + std::to_string(i + 1));
    }
    const Reading reading(tar.packed());
    EXPECT_TRUE(reading.package);
    EXPECT_THAT(reading.codes(), testing::Contains("package.link-loop"))
        << "what would take too many steps counts as a circle";
}

TEST(PackageLinks, HardLinksAreSecondNamesOfWhatCameBefore)
{
    const Reading good(charm().hard_link("m/charms/a/hooks/install", "m/charms/a/src/charm.py").packed());
    EXPECT_THAT(good.codes(), IsEmpty());
    EXPECT_TRUE(good.package->find("charms/a/hooks/install")->executable);
    EXPECT_EQ(good.package->find("charms/a/hooks/install")->text->text(), shebang);

    const Reading out(charm().hard_link("m/x", "/etc/shadow").packed());
    EXPECT_FALSE(out.package);
    EXPECT_THAT(out.codes(), ElementsAre("package.outside-link"));
    EXPECT_FALSE(Reading(charm().hard_link("m/x", "m/../../x").packed()).package);
    EXPECT_THAT(Reading(charm().hard_link("m/x", "m/later").packed()).codes(), ElementsAre("package.dangling-link"));
}

TEST(PackageLinks, AZipsLinksAreFilesOnceTheNbiHasUnpackedIt)
{
    const Reading reading(Zip().file("m_vnfd.yaml", "a: 1").file("a", "x").link("b", "a").bytes());
    EXPECT_THAT(reading.codes(), ElementsAre("package.link-in-zip"));
    EXPECT_EQ(reading.package->find("b")->path, "a");
    EXPECT_FALSE(Reading(Zip().file("m_vnfd.yaml", "a: 1").link("b", "../../etc/passwd").bytes()).package);
}

} // namespace

} // namespace edgepool::package
