// SPDX-License-Identifier: Apache-2.0
#include "local/console_file.h"

#include <fstream>

#include <gtest/gtest.h>

#include "local/files.h"

namespace edgepool::local
{

namespace
{

TEST(ConsoleFile, KeepsItsEndFromAWholeLineOn)
{
    const std::string path = testing::TempDir() + "console-long";
    std::string text;
    for (int line = 0; line < 1000; ++line)
    {
        text += "line " + std::to_string(line) + "\n";
    }
    write_file(path, text);
    std::ofstream writer(path, std::ios::app); // as QEMU has it open
    shorten_console(path, 1000);
    const std::string kept = read_file(path);
    EXPECT_LE(kept.size(), 250U);
    EXPECT_GT(kept.size(), 200U);
    EXPECT_TRUE(kept.starts_with("line 9")) << kept;
    EXPECT_TRUE(text.ends_with(kept));
    writer << "more\n" << std::flush;
    EXPECT_EQ(read_file(path), kept + "more\n");
}

TEST(ConsoleFile, AShortOneStaysAsItIs)
{
    const std::string path = testing::TempDir() + "console-short";
    write_file(path, "a\nb\n");
    shorten_console(path, 4);
    EXPECT_EQ(read_file(path), "a\nb\n");
    shorten_console(path + "-that-is-not-there", 4);
}

} // namespace

} // namespace edgepool::local
