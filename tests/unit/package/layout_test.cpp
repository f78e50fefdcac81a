// SPDX-License-Identifier: Apache-2.0
#include "package/layout.h"

#include <string>
#include <vector>

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
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view vnfd = "vnfd: {id: mec}\n";

TEST(PackageLayout, ATarHasItsDescriptorDirectlyInTheTopFolder)
{
    const Reading reading(
        Tar().folder("mec_vnf/").file("mec_vnf/mec_vnfd.yaml", vnfd).file("mec_vnf/a/b.yaml", "x").packed());
    ASSERT_TRUE(reading.package);
    EXPECT_THAT(reading.codes(), IsEmpty());
    EXPECT_EQ(reading.package->root, "mec_vnf");
    EXPECT_EQ(reading.package->descriptor, "mec_vnfd.yaml");
    EXPECT_EQ(reading.package->scripts, "");
    EXPECT_EQ(reading.package->find("mec_vnfd.yaml")->text->text(), vnfd);
}

TEST(PackageLayout, AZipHasItAtTheRootOrInDefinitions)
{
    const Reading root(Zip().file("mec_vnfd.yaml", vnfd).file("Scripts/cloud_init/pe.cfg", "#cloud-config\n").bytes());
    ASSERT_TRUE(root.package);
    EXPECT_THAT(root.codes(), IsEmpty());
    EXPECT_EQ(root.package->descriptor, "mec_vnfd.yaml");
    EXPECT_EQ(root.package->scripts, "Scripts/");
    EXPECT_EQ(root.package->find("Scripts/cloud_init/pe.cfg")->text->text(), "#cloud-config\n");

    const Reading csar(Zip().file("TOSCA-Metadata/TOSCA.meta", "x").file("Definitions/mec_vnfd.yaml", vnfd).bytes());
    ASSERT_TRUE(csar.package);
    EXPECT_THAT(csar.codes(), IsEmpty());
    EXPECT_EQ(csar.package->descriptor, "Definitions/mec_vnfd.yaml");
}

TEST(PackageLayout, AFileBesideTheTopFolderIsRefusedAsByTheNbi)
{
    const Reading reading(Tar().file("mec_vnf/mec_vnfd.yaml", vnfd).file("README", "x").packed());
    EXPECT_THAT(reading.codes(), ElementsAre("package.file-outside"));
    EXPECT_THAT(reading.first().detail, HasSubstr("'README'"));
    ASSERT_TRUE(reading.package);
    EXPECT_EQ(reading.package->descriptor, "mec_vnfd.yaml") << "what is in the folder is still judged";
}

TEST(PackageLayout, TwoTopFoldersAreTwoPackages)
{
    const Reading reading(Tar().file("a/a_vnfd.yaml", vnfd).file("b/b", "x").packed());
    EXPECT_THAT(reading.codes(), ElementsAre("package.several-folders"));
    EXPECT_THAT(reading.first().detail, HasSubstr("'a', 'b'"));
    const Reading other(Tar().file("__MACOSX/x", "x").file("mec/mec_vnfd.yaml", vnfd).packed());
    EXPECT_THAT(other.codes(), ElementsAre("package.several-folders"));
    EXPECT_EQ(other.package->root, "mec") << "that has the descriptor";
}

TEST(PackageLayout, TwoYamlFilesAreTwoDescriptorsToTheNbi)
{
    const Reading reading(Tar().file("m/m_vnfd.yaml", vnfd).file("m/values.yaml", "x: 1").packed());
    EXPECT_THAT(reading.codes(), ElementsAre("package.several-descriptors"));
    EXPECT_THAT(reading.first().detail, HasSubstr("'m_vnfd.yaml', 'values.yaml'"));
    EXPECT_EQ(reading.package->descriptor, "m_vnfd.yaml") << "one of them is called as a descriptor is";
    const Reading unclear(Tar().file("m/a.yaml", vnfd).file("m/b.json", "{}").packed());
    EXPECT_EQ(unclear.package->descriptor, "");
}

TEST(PackageLayout, MacsHiddenFilesAreExplained)
{
    const Reading reading(Tar().file("m/m_vnfd.yaml", vnfd).file("m/._m_vnfd.yaml", "x").packed());
    EXPECT_THAT(reading.codes(), ElementsAre("package.several-descriptors"));
    EXPECT_THAT(reading.first().hint, HasSubstr("COPYFILE_DISABLE=1"));
    EXPECT_EQ(reading.package->descriptor, "m_vnfd.yaml");
}

TEST(PackageLayout, NoDescriptorIsToldWithWhereItShouldBe)
{
    const Reading none(Tar().file("m/README", "x").packed());
    EXPECT_THAT(none.codes(), ElementsAre("package.no-descriptor"));
    const Reading upper(Tar().file("m/M_VNFD.YAML", vnfd).packed());
    EXPECT_THAT(upper.codes(), ElementsAre("package.no-descriptor"));
    EXPECT_THAT(upper.first().hint, HasSubstr("small letters"));
    const Reading deeper(Tar().file("m/m/m_vnfd.yaml", vnfd).packed());
    EXPECT_THAT(deeper.codes(), ElementsAre("package.no-descriptor"));
    EXPECT_THAT(deeper.first().detail, HasSubstr("'m/m_vnfd.yaml'"));
}

TEST(PackageLayout, AZippedFolderIsJudgedAsWhatWasMeant)
{
    const Reading reading(Zip().file("m/m_vnfd.yaml", vnfd).file("m/cloud_init/a.cfg", "#cloud-config\n").bytes());
    EXPECT_THAT(reading.codes(), ElementsAre("package.no-descriptor"));
    EXPECT_THAT(reading.first().hint, HasSubstr("not the folder itself"));
    EXPECT_EQ(reading.package->root, "m");
    EXPECT_EQ(reading.package->descriptor, "m_vnfd.yaml");
    EXPECT_NE(reading.package->find("cloud_init/a.cfg")->text, nullptr);
}

TEST(PackageLayout, ATarOfTheFoldersContentIsAcceptedAsByTheNbi)
{
    const Reading reading(Tar().folder("./").file("./m_vnfd.yaml", vnfd).file("./cloud_init/a.cfg", "x").packed());
    EXPECT_THAT(reading.codes(), IsEmpty());
    EXPECT_EQ(reading.package->descriptor, "m_vnfd.yaml");
    EXPECT_NE(reading.package->find("cloud_init/a.cfg")->text, nullptr);
}

TEST(PackageLayout, ATarOfDotSlashFolderIsNot)
{
    const Reading reading(Tar().folder("./m/").file("./m/m_vnfd.yaml", vnfd).packed());
    EXPECT_THAT(reading.codes(), ElementsAre("package.no-descriptor"));
    EXPECT_THAT(reading.first().hint, HasSubstr("without './'"));
    EXPECT_EQ(reading.package->descriptor, "m_vnfd.yaml");
}

TEST(PackageLayout, APlainTarIsReadWithAWarning)
{
    const Reading reading(Tar().file("m/m_vnfd.yaml", vnfd).bytes());
    EXPECT_THAT(reading.codes(), ElementsAre("package.not-compressed"));
    EXPECT_EQ(reading.first().severity, Severity::warning);
    EXPECT_EQ(reading.package->descriptor, "m_vnfd.yaml");
}

TEST(PackageLayout, ArchivesInAPackageAreFilesLikeAnyOther)
{
    const std::string inner = Tar().file("../../etc/passwd", "x").packed();
    const Reading reading(Tar().file("m/m_vnfd.yaml", vnfd).file("m/charms/a/wheelhouse/x.tar.gz", inner).packed());
    EXPECT_THAT(reading.codes(), IsEmpty());
    EXPECT_EQ(reading.package->find("charms/a/wheelhouse/x.tar.gz")->size, inner.size());
}

TEST(PackageLayout, FilesAreFoundByTheirPathBelowTheRoot)
{
    const Reading reading(Tar()
                              .file("m/m_vnfd.yaml", vnfd)
                              .file("m/charms/b/metadata.yaml", "name: b")
                              .file("m/charms/a-b/x", "")
                              .file("m/charms/a/x", "")
                              .file("m/charms.txt", "")
                              .packed());
    const Package& package = *reading.package;
    EXPECT_THAT(package.names_in("charms"), ElementsAre("a-b", "a", "b"));
    EXPECT_THAT(package.names_in(""), ElementsAre("charms.txt", "charms", "m_vnfd.yaml"));
    EXPECT_TRUE(package.has_folder("charms/a"));
    EXPECT_FALSE(package.has_folder("charms/c"));
    EXPECT_FALSE(package.has_folder("charm"));
    EXPECT_EQ(package.files_below("charms").size(), 3U);
    EXPECT_EQ(package.find("charms/../m_vnfd.yaml"), nullptr);
    EXPECT_EQ(package.below_root(*package.find("charms/b/metadata.yaml")), "charms/b/metadata.yaml");
}

} // namespace

} // namespace edgepool::package
