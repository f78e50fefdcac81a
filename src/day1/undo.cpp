// SPDX-License-Identifier: Apache-2.0
#include "day1/undo.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/shell_word.h"
#include "base/utf8.h"
#include "day1/connect.h"
#include "day1/rules.h"
#include "day1/shell_texts.h"
#include "ssh/shell.h"

namespace edgepool::day1
{

namespace
{

constexpr std::size_t most_words = 2000;

} // namespace

std::string undo_script(std::string_view root)
{
    const auto texts = shell_texts();
    const auto found = std::ranges::find(texts, "undo.sh", &EmbeddedText::name);
    return "root=" + shell_word(root) + "\n" + std::string(found->text);
}

void undo(ssh::Session& session, const std::string& user, const std::string& script, const ssh::Patience& patience)
{
    std::string words;
    const auto keep = [&words](std::string_view piece) { words += piece.substr(0, most_words - words.size()); };
    const ssh::Streams streams{
        .out = keep, .err = keep, .in = [rest = script]() mutable { return std::exchange(rest, {}); }};
    const ssh::Ended ended = session.run(ssh::ends_with_connection(as_root(user) + "sh -s"), streams, patience);
    if (!ended.well())
    {
        Diagnostic fault = edgepool::found(rules::not_undone, {}, session.machine(),
                                           "mend that, then run 'edgepool down' again: what is done stays done");
        for (std::string_view rest = words; !rest.empty();)
        {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            fault.related.push_back({.text = utf8::printable(rest.substr(0, end))});
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        throw Error(std::move(fault));
    }
}

} // namespace edgepool::day1
