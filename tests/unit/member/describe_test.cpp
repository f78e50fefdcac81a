// SPDX-License-Identifier: Apache-2.0
#include "member/describe.h"

#include <string>

#include <gtest/gtest.h>

#include "doc/write.h"
#include "unit/asap/captured.h"

namespace edgepool::member
{

namespace
{

asap::ResolutionAnswer captured_answer()
{
    return std::get<asap::ResolutionAnswer>(
        *asap::decode(asap::captured::octets(asap::captured::resolution_answer)).message);
}

TEST(MemberDescribe, NamesAllThatARegistrarTellsOfAnElement)
{
    EXPECT_EQ(doc::to_json(to_value(captured_answer(), "10.1.1.2:3863"), doc::JsonLayout::compact),
              R"({"handle":"FractalGeneratorPool","registrar":"10.1.1.2:3863","members":[{"id":"0x20000001",)"
              R"("home":"0x10000001","life_ms":90000,"protocol":"sctp","port":53090,"addresses":["10.2.1.2"],)"
              R"("policy":"PriorityLeastUsed","load":0.0,"degradation":0.1}]})");
}

TEST(MemberDescribe, ATableIsForPeople)
{
    EXPECT_EQ(to_table(captured_answer()), "ID          HOME        POLICY             LOAD  ADDRESS\n"
                                           "0x20000001  0x10000001  PriorityLeastUsed  0.0%  sctp 10.2.1.2:53090\n");
}

TEST(MemberDescribe, APolicyThatIsNotKnownHasItsNumber)
{
    asap::ResolutionAnswer answer = captured_answer();
    answer.elements.front().policy = {.type = 0x12345678, .values = {1}};
    answer.elements.front().transport = {
        .protocol = asap::Protocol::tcp, .port = 80, .addresses = {{.octets = asap::Octets(16, 0)}}};
    EXPECT_NE(to_table(answer).find("0x12345678  -     tcp [::]:80"), std::string::npos) << to_table(answer);
}

} // namespace

} // namespace edgepool::member
