// SPDX-License-Identifier: Apache-2.0
#include "local/gaps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/own_folder.h"

namespace edgepool::local
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Gaps, AreReadAsTheyWereWritten)
{
    const support::OwnFolder folder;
    EXPECT_THAT(read_gaps(folder.path(), "mec"), IsEmpty());
    write_gaps(folder.path(), "mec", {2, 10});
    write_gaps(folder.path(), "gpu", {1});
    EXPECT_THAT(read_gaps(folder.path(), "mec"), ElementsAre(2, 10));
    write_gaps(folder.path(), "mec", {});
    EXPECT_THAT(read_gaps(folder.path(), "mec"), IsEmpty());
    EXPECT_THAT(read_gaps(folder.path(), "gpu"), ElementsAre(1));
}

TEST(Gaps, OfADamagedFileAreWhatCanBeRead)
{
    const support::OwnFolder folder;
    folder.write("mec.gaps", "3\nx 4\n");
    EXPECT_THAT(read_gaps(folder.path(), "mec"), ElementsAre(3));
}

} // namespace

} // namespace edgepool::local
