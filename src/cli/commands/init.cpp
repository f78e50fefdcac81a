// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cerrno>
#include <ostream>
#include <string>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "base/error.h"
#include "base/rule.h"
#include "cli/commands/commands.h"
#include "cli/example_files.h"
#include "cli/rules.h"
#include "doc/write.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule exists{"file.exists", "file exists"};

constexpr std::array<std::string_view, 4> examples{"demo", "mec", "epc-mec", "multi-cloud"};

constexpr std::array options{
    Option{.name = "output",
           .letter = 'o',
           .value = "FILE",
           .says = "Where to write it; testbed.yaml by default, - for standard output."},
};

std::string_view example_text(std::string_view name)
{
    const auto texts = example_files();
    const auto found = std::ranges::find(texts, std::string(name) + ".yaml", &EmbeddedText::name);
    return found != texts.end() ? found->text : std::string_view{};
}

[[noreturn]] void fail(const std::string& path, int fault)
{
    if (fault == EEXIST)
    {
        throw Error(
            found(exists, {}, "'" + path + "' is left as it is", "name another one with -o FILE, or remove it"));
    }
    throw Error(found(rules::unwritable, {}, "'" + path + "': " + std::generic_category().message(fault),
                      "name another one with -o FILE"));
}

void write_all(int descriptor, std::string_view text, const std::string& path)
{
    while (!text.empty())
    {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno != EINTR)
        {
            const int fault = errno;
            ::close(descriptor);
            ::unlink(path.c_str()); // it was made a moment ago, by us
            fail(path, fault);
        }
        text.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
}

void write_new_file(const std::string& path, std::string_view text)
{
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0)
    {
        fail(path, errno);
    }
    write_all(descriptor, text, path);
    if (::close(descriptor) != 0)
    {
        fail(path, errno);
    }
}

Exit run_init(const Arguments& arguments, Console& console)
{
    const std::string example = arguments.operands().empty() ? "demo" : arguments.operands().front();
    const std::string path(arguments.value("output").value_or("testbed.yaml"));
    const std::string_view text = example_text(example);
    if (path == "-")
    {
        console.out << text;
        return Exit::done;
    }
    write_new_file(path, text);
    if (arguments.has("json"))
    {
        console.out << to_json(doc::Object{{"file", path}, {"example", example}});
    }
    else
    {
        console.out << path << "\n";
        const std::string option = path == "testbed.yaml" ? "" : " -f " + path;
        console.err << "wrote the example '" << example << "'; next: edgepool show" << option << "\n";
    }
    return Exit::done;
}

} // namespace

constexpr Command init_command{
    .name = "init",
    .synopsis = "write a commented testbed file to begin with",
    .options = options,
    .operands = {.name = "EXAMPLE", .most = 1, .completes = Completes::choices, .choices = examples},
    .run = run_init};

} // namespace edgepool::cli
