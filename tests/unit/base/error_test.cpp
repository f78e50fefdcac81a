// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

#include <stdexcept>
#include <string>
#include <type_traits>

#include <gtest/gtest.h>

namespace edgepool
{

namespace
{

Error unreachable(Retry retry = Retry::useless)
{
    return Error({.code = "net.unreachable", .summary = "no connection", .detail = "10.0.0.1:22", .hint = "look"},
                 retry);
}

TEST(Error, SaysTheWholeDiagnostic)
{
    EXPECT_STREQ(unreachable().what(), "edgepool: error: no connection: 10.0.0.1:22 [net.unreachable]\n"
                                       "  hint: look\n");
}

TEST(Error, TellsWhetherTryingAgainMayHelp)
{
    EXPECT_EQ(unreachable().retry(), Retry::useless);
    EXPECT_EQ(unreachable(Retry::may_help).retry(), Retry::may_help);
}

TEST(WhileDoing, NamesEveryActionTheInnermostLast)
{
    try
    {
        while_doing("bringing up 'demo'", [] { while_doing("creating 'mec-1'", [] { throw unreachable(); }); });
        FAIL() << "the error must pass through";
    }
    catch (const Error& error)
    {
        EXPECT_EQ(error.diagnostic().detail, "while bringing up 'demo': while creating 'mec-1': 10.0.0.1:22");
        EXPECT_NE(std::string(error.what()).find("while creating 'mec-1': 10.0.0.1:22 [net.unreachable]"),
                  std::string::npos);
    }
}

TEST(WhileDoing, StandsAloneWithoutADetail)
{
    Error error({.code = "x.y", .summary = "stopped"});
    error.add_context("waiting");
    EXPECT_EQ(error.diagnostic().detail, "while waiting");
}

TEST(WhileDoing, KeepsWhetherTryingAgainMayHelp)
{
    try
    {
        while_doing("asking", [] { throw unreachable(Retry::may_help); });
        FAIL() << "the error must pass through";
    }
    catch (const Error& error)
    {
        EXPECT_EQ(error.retry(), Retry::may_help);
    }
}

TEST(WhileDoing, ReturnsWhatItsBodyReturns)
{
    int counter = 0;
    EXPECT_EQ(while_doing("counting", [&counter] { return ++counter; }), 1);
    const auto same = [&counter]() -> int& { return counter; };
    static_assert(std::is_same_v<decltype(while_doing("counting", same)), int&>);
    EXPECT_EQ(&while_doing("counting", same), &counter);
}

TEST(WhileDoing, LeavesOtherExceptionsAlone)
{
    EXPECT_THROW(while_doing("counting", [] { throw std::logic_error("a bug"); }), std::logic_error);
}

} // namespace

} // namespace edgepool
