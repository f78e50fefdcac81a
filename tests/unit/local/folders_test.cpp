// SPDX-License-Identifier: Apache-2.0
#include "local/folders.h"

#include <filesystem>
#include <map>

#include <unistd.h>

#include <gtest/gtest.h>

#include "base/error.h"
#include "crypto/random.h"
#include "local/files.h"
#include "local/image_store.h"

namespace edgepool::local
{

namespace
{

namespace fs = std::filesystem;

Environment environment(std::map<std::string, std::string> values)
{
    return [values = std::move(values)](const char* name) {
        const auto found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    };
}

/// A folder of the test's own.
class Folder
{
public:
    Folder() : path_(testing::TempDir() + "local-" + crypto::to_hex(crypto::random_bytes(8))) { make_folder(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { remove_tree(path_); }

    const std::string& path() const { return path_; }

private:
    std::string path_;
};

TEST(Folders, FollowTheXdgRules)
{
    const Folders folders = folders_of(environment({{"HOME", "/home/ada"}, {"XDG_RUNTIME_DIR", "/run/user/7"}}), 7);
    EXPECT_EQ(folders.images, "/home/ada/.cache/edgepool/images");
    EXPECT_EQ(folders.machine_state("oslo", "mec-1"), "/home/ada/.local/state/edgepool/local/oslo/mec-1");
    EXPECT_EQ(folders.runtime, "/run/user/7/ep");
}

TEST(Folders, RelativePathsAreAsNone)
{
    const Folders folders =
        folders_of(environment({{"HOME", "/h"}, {"XDG_CACHE_HOME", "cache"}, {"XDG_STATE_HOME", "/s"}}), 7);
    EXPECT_EQ(folders.images, "/h/.cache/edgepool/images");
    EXPECT_EQ(folders.state, "/s/edgepool/local");
    EXPECT_EQ(folders.runtime, "/tmp/ep-7");
}

TEST(Folders, SocketsHaveShortPathsWhateverTheTestbedIsCalled)
{
    const std::string longest(63, 'n');
    for (const std::string& runtime : {std::string("/run/user/4294967295"), "/" + std::string(80, 'x')})
    {
        const Folders folders = folders_of(environment({{"HOME", "/h"}, {"XDG_RUNTIME_DIR", runtime}}), 4294967295);
        EXPECT_LE((folders.testbed_runtime(longest) + "/" + longest.substr(0, 20) + ".q").size(), longest_socket_path);
    }
}

TEST(Folders, APrivateFolderIsClosedToOthers)
{
    const Folder folder;
    const std::string path = folder.path() + "/sockets";
    make_folder(path, 0777);
    fs::permissions(path, fs::perms::all);
    make_private_folder(path);
    EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_all);
}

TEST(Folders, ALinkIsNoFolderOfOurs)
{
    const Folder folder;
    fs::create_directory_symlink("/tmp", folder.path() + "/link");
    EXPECT_THROW(make_private_folder(folder.path() + "/link"), Error);
}

TEST(Files, AFileThatIsWrittenIsThereAsAWhole)
{
    const Folder folder;
    write_file(folder.path() + "/a", "one");
    write_file(folder.path() + "/a", "two", 0600);
    EXPECT_EQ(read_file(folder.path() + "/a"), "two");
    EXPECT_EQ(files_in(folder.path()).size(), 1U) << "nothing partial is left";
    EXPECT_THROW(read_file(folder.path() + "/b"), Error);
}

TEST(Files, MountsAreSeen)
{
    const Folder folder;
    EXPECT_TRUE(is_mounted_below("/"));
    EXPECT_TRUE(is_mounted_below("/proc"));
    EXPECT_FALSE(is_mounted_below(folder.path()));
    EXPECT_FALSE(is_mounted_below(folder.path() + "/not there"));
}

TEST(Files, AFullDiskIsNamed)
{
    try
    {
        write_file("/dev/full/x", "y");
        FAIL();
    }
    catch (const Error& error)
    {
        EXPECT_NE(error.diagnostic().detail.find("/dev/full/x"), std::string::npos);
        EXPECT_FALSE(error.diagnostic().hint.empty());
    }
}

TEST(Files, ALockIsHeldOnce)
{
    const Folder folder;
    const std::string path = folder.path() + "/lock";
    {
        const FileLock first = FileLock::take(path, process::Clock::now());
        EXPECT_TRUE(first.held());
        EXPECT_FALSE(FileLock::take(path, process::Clock::now()).held());
        std::stop_source source;
        source.request_stop();
        EXPECT_FALSE(FileLock::take(path, process::in(std::chrono::hours(1)), source.get_token()).held());
    }
    EXPECT_TRUE(FileLock::take(path, process::Clock::now()).held());
}

std::string make_image(const Folder& folder, const std::string& key)
{
    const std::string path = folder.path() + "/" + key;
    make_folder(path);
    write_file(path + "/kernel", "kernel");
    write_file(path + "/root.ext4", "disk");
    write_file(path + "/contents", contents_of(path));
    return path;
}

TEST(ImageStore, FindsListsAndRemovesWholeImages)
{
    const Folder folder;
    make_image(folder, "1234");
    const ImageStore store(folder.path());
    EXPECT_TRUE(store.find("1234"));
    EXPECT_FALSE(store.find("5678"));
    ASSERT_EQ(store.list().size(), 1U);
    EXPECT_EQ(store.list().front().image.key, "1234");
    store.remove("1234");
    EXPECT_TRUE(store.list().empty());
    EXPECT_THROW(store.remove("1234"), Error);
    EXPECT_THROW(store.remove("../1234"), Error);
}

TEST(ImageStore, ADamagedImageIsNone)
{
    const Folder folder;
    const std::string path = make_image(folder, "1234");
    make_folder(path + "/golden/x");
    const ImageStore store(folder.path());
    EXPECT_TRUE(store.find("1234")) << "golden machines come later";
    fs::resize_file(path + "/root.ext4", 2);
    EXPECT_FALSE(store.find("1234"));
    EXPECT_TRUE(store.list().empty());
}

TEST(ImageStore, WhatABuildLeftBehindIsNoImage)
{
    const Folder folder;
    make_folder(folder.path() + "/1234.partial.77/result");
    EXPECT_TRUE(ImageStore(folder.path()).list().empty());
}

} // namespace

} // namespace edgepool::local
