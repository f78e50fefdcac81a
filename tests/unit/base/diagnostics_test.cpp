// SPDX-License-Identifier: Apache-2.0
#include "base/diagnostics.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "base/rule.h"

namespace edgepool
{

namespace
{

SourcePtr source(const std::string& name)
{
    return std::make_shared<Source>(name, "one\ntwo\nthree\nfour\n");
}

Diagnostic fault(const std::string& detail, const SourcePtr& source, std::uint32_t begin = 0, std::uint32_t end = 0)
{
    return {
        .code = "test.fault", .summary = "fault", .detail = detail, .where = {.source = source, .span = {begin, end}}};
}

std::vector<std::string> details(const Diagnostics& diagnostics)
{
    std::vector<std::string> all;
    for (const Diagnostic& each : diagnostics.items())
    {
        all.push_back(each.detail);
    }
    return all;
}

TEST(Diagnostics, AreEmptyAtFirst)
{
    const Diagnostics none;
    EXPECT_TRUE(none.empty());
    EXPECT_FALSE(none.has_errors());
    EXPECT_EQ(none.count(Severity::warning), 0U);
}

TEST(Diagnostics, KeepTheSameFaultAtTheSamePlaceOnce)
{
    const SourcePtr file = source("a");
    Diagnostics diagnostics;
    diagnostics.add(fault("x", file, 4, 7));
    diagnostics.add(fault("x", file, 4, 7));
    EXPECT_EQ(diagnostics.items().size(), 1U);
}

TEST(Diagnostics, KeepWhatDiffersInAnything)
{
    const SourcePtr file = source("a");
    Diagnostics diagnostics;
    diagnostics.add(fault("x", file, 4, 7));
    diagnostics.add(fault("y", file, 4, 7));
    diagnostics.add(fault("x", file, 4, 8));
    diagnostics.add(fault("x", file, 5, 7));
    diagnostics.add(fault("x", source("a"), 4, 7));
    diagnostics.add(fault("x", nullptr, 4, 7));
    Diagnostic other_code = fault("x", file, 4, 7);
    other_code.code = "test.other";
    diagnostics.add(other_code);
    EXPECT_EQ(diagnostics.items().size(), 7U);
}

TEST(Diagnostics, CountBySeverity)
{
    Diagnostics diagnostics;
    diagnostics.add({.severity = Severity::warning, .code = "a"});
    diagnostics.add({.severity = Severity::note, .code = "b"});
    EXPECT_FALSE(diagnostics.has_errors());
    diagnostics.add({.code = "c"});
    diagnostics.add({.code = "d"});
    EXPECT_TRUE(diagnostics.has_errors());
    EXPECT_EQ(diagnostics.count(Severity::error), 2U);
    EXPECT_EQ(diagnostics.count(Severity::warning), 1U);
    EXPECT_EQ(diagnostics.count(Severity::note), 1U);
}

TEST(Diagnostics, AreSortedByFileThenByPlace)
{
    const SourcePtr first = source("z");
    const SourcePtr second = source("a");
    Diagnostics diagnostics;
    diagnostics.add(fault("z 9", first, 9, 10));
    diagnostics.add(fault("a 4", second, 4, 5));
    diagnostics.add(fault("nowhere", nullptr));
    diagnostics.add(fault("z 4 long", first, 4, 9));
    diagnostics.add(fault("a 0", second, 0, 1));
    diagnostics.add(fault("z 4 short", first, 4, 5));
    diagnostics.sort();
    EXPECT_EQ(details(diagnostics),
              (std::vector<std::string>{"nowhere", "z 4 short", "z 4 long", "z 9", "a 0", "a 4"}));
}

TEST(Diagnostics, OfOnePlaceStayInTheOrderInWhichTheyWereFound)
{
    const SourcePtr file = source("a");
    Diagnostics diagnostics;
    for (const char* detail : {"d", "b", "c", "a"})
    {
        diagnostics.add(fault(detail, file, 4, 7));
    }
    diagnostics.sort();
    EXPECT_EQ(details(diagnostics), (std::vector<std::string>{"d", "b", "c", "a"}));
}

TEST(Diagnostics, AreStillKeptOnceAfterSorting)
{
    const SourcePtr file = source("a");
    Diagnostics diagnostics;
    diagnostics.add(fault("later", file, 9, 10));
    diagnostics.add(fault("earlier", file, 0, 1));
    diagnostics.sort();
    diagnostics.add(fault("later", file, 9, 10));
    EXPECT_EQ(details(diagnostics), (std::vector<std::string>{"earlier", "later"}));
}

TEST(Severity, HasAName)
{
    EXPECT_EQ(to_string(Severity::note), "note");
    EXPECT_EQ(to_string(Severity::warning), "warning");
    EXPECT_EQ(to_string(Severity::error), "error");
}

TEST(Rule, GivesWhatStaysTheSame)
{
    const SourcePtr file = source("a");
    constexpr Rule rule{"area.problem", "what is wrong", Severity::warning};
    const Diagnostic diagnostic = found(rule, {.source = file, .span = {4, 7}}, "this one", "mend it");
    EXPECT_EQ(diagnostic.severity, Severity::warning);
    EXPECT_EQ(diagnostic.code, "area.problem");
    EXPECT_EQ(diagnostic.summary, "what is wrong");
    EXPECT_EQ(diagnostic.detail, "this one");
    EXPECT_EQ(diagnostic.hint, "mend it");
    EXPECT_EQ(diagnostic.where.source, file);
    EXPECT_EQ(diagnostic.where.span, (Span{4, 7}));
}

} // namespace

} // namespace edgepool
