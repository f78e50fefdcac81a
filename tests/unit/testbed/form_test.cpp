// SPDX-License-Identifier: Apache-2.0
#include "testbed/form.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "doc/read_yaml.h"
#include "model/address.h"

namespace edgepool::testbed
{

namespace
{

/// A file that was judged; it must outlive the forms of it.
class File
{
public:
    explicit File(const std::string& text)
        : source_(std::make_shared<Source>("testbed.yaml", text)),
          document_(doc::read_yaml(source_, diagnostics_).value()),
          judged_(judge(document_))
    {
    }

    Form root() const { return Form(judged_); }
    const std::vector<Diagnostic>& faults() const { return judged_.faults; }
    /// What the file says at that place.
    std::string_view at(const SourceRange& where) const
    {
        return source_->text().substr(where.span.begin, where.span.end - where.span.begin);
    }

private:
    SourcePtr source_;
    Diagnostics diagnostics_;
    doc::Document document_;
    Judged judged_;
};

TEST(Form, TellsWhatTheFileSays)
{
    const File file("edgepool: 1\nname: demo\nelements:\n  - name: mec\n    initial: 3\n    degradation: 0.5\n");
    const Form root = file.root();
    EXPECT_TRUE(root.given("name") && root.written("name"));
    EXPECT_EQ(root.text("name"), "demo");
    EXPECT_EQ(root.integer("edgepool"), 1);
    const auto elements = root.objects("elements");
    ASSERT_EQ(elements.size(), 1U);
    EXPECT_EQ(elements[0].integer("initial"), 3);
    EXPECT_EQ(elements[0].number("degradation"), 0.5);
    EXPECT_TRUE(file.faults().empty());
}

TEST(Form, HasTheTablesDefaultOfWhatIsNotThere)
{
    const File file("edgepool: 1\nname: demo\nepc: {}\nelements:\n  - name: mec\n");
    const Form element = file.root().objects("elements").at(0);
    EXPECT_FALSE(element.given("initial") || element.written("initial") || element.faulty("initial"));
    EXPECT_EQ(element.integer("initial"), 1);
    EXPECT_EQ(element.text("service"), "fractal");
    EXPECT_EQ(element.text("site"), std::nullopt) << "a default in words is none here";
    EXPECT_EQ(file.root().object("epc").object("mme").integer("group"), 32768) << "objects that are not there, too";
    EXPECT_EQ(file.root().nothing("networks").integer("mtu"), 1500);
}

TEST(Form, ConcludesNothingFromAFaultyValue)
{
    const File file("edgepool: 1\nname: demo\nelements:\n  - name: mec\n    initial: many\n    service: froctal\n");
    const Form element = file.root().objects("elements").at(0);
    EXPECT_TRUE(element.written("initial") && element.faulty("initial"));
    EXPECT_FALSE(element.given("initial"));
    EXPECT_EQ(element.integer("initial"), std::nullopt) << "not the default either";
    EXPECT_EQ(element.text("service"), std::nullopt);
    EXPECT_EQ(file.faults().size(), 2U);
}

TEST(Form, TakesAMistypedKeyForFaulty)
{
    const File file("edgepool: 1\nname: demo\nelements:\n  - name: mec\n    inital: 3\n");
    const Form element = file.root().objects("elements").at(0);
    EXPECT_TRUE(element.faulty("initial"));
    EXPECT_FALSE(element.written("initial"));
    EXPECT_FALSE(element.faulty("max"));
}

TEST(Form, LeavesFaultyEntriesOut)
{
    const File file("edgepool: 1\nname: demo\nepc: {tracking-areas: [1, x, 3]}\n"
                    "elements: [{name: a}, b, {name: c}]\nnetworks: {lan: {}, B: {}, c: 3}\n");
    const auto elements = file.root().objects("elements");
    ASSERT_EQ(elements.size(), 2U);
    EXPECT_EQ(elements[1].text("name"), "c");
    const auto areas = file.root().object("epc").items("tracking-areas");
    ASSERT_EQ(areas.size(), 2U);
    EXPECT_EQ(areas[1].text, "3");
    const auto networks = file.root().entries("networks");
    ASSERT_EQ(networks.size(), 1U);
    EXPECT_EQ(networks[0].first.text, "lan");
    EXPECT_FALSE(file.root().complete("elements"));
    EXPECT_FALSE(file.root().complete("networks"));
    EXPECT_TRUE(file.root().complete("users")) << "what is not there is complete";
}

TEST(Form, OfWhatIsNotAMappingIsEmpty)
{
    const File file("edgepool: 1\nname: demo\nepc: oai\nelements: mec\n");
    EXPECT_TRUE(file.root().faulty("epc"));
    EXPECT_EQ(file.root().object("epc").text("plmn"), "00101");
    EXPECT_TRUE(file.root().objects("elements").empty());
    EXPECT_FALSE(file.root().complete("elements"));
}

TEST(Form, KnowsThePlacesOfKeysAndValues)
{
    const File file("edgepool: 1\nname: demo\npool:\n  handle: My Pool\n");
    const Form pool = file.root().object("pool");
    EXPECT_EQ(file.at(pool.where("handle")), "My Pool");
    EXPECT_EQ(file.at(pool.where_key("handle")), "handle");
    EXPECT_EQ(file.at(pool.where("policy")), "pool") << "what is missing is missing in the object";
    EXPECT_EQ(file.at(file.root().where("name")), "demo");
    EXPECT_EQ(file.at(file.root().where_key("pool")), "pool");
}

TEST(Form, ParsesValues)
{
    const File file("edgepool: 1\nname: demo\nnetworks: {lan: {cidr: 10.1.0.0/24, gateway: 10.1}}\n");
    const Form lan = file.root().entries("networks").at(0).second;
    EXPECT_EQ(lan.parsed<model::parse_ipv4_network>("cidr"), model::parse_ipv4_network("10.1.0.0/24"));
    EXPECT_EQ(lan.parsed<model::parse_ipv4>("gateway"), std::nullopt);
    EXPECT_EQ(lan.parsed<model::parse_ipv6_network>("cidr6"), std::nullopt);
}

TEST(Form, KnowsWhereASecretComesFrom)
{
    const File file("edgepool: 1\nname: demo\nepc: {subscribers: {key: {env: EPC_K}, operator-key: generated}}\n");
    const Form subscribers = file.root().object("epc").object("subscribers");
    const auto variable = subscribers.member("key", "env");
    ASSERT_TRUE(variable);
    EXPECT_EQ(variable->text, "EPC_K");
    EXPECT_EQ(file.at(variable->where), "EPC_K");
    EXPECT_FALSE(subscribers.member("key", "file"));
    EXPECT_FALSE(subscribers.member("operator-key", "env"));
    EXPECT_FALSE(subscribers.member("opc", "env"));
}

TEST(Form, ReadsAliasesAsWhatTheyStandFor)
{
    const File file("edgepool: 1\nname: demo\nelements:\n  - name: a\n    machine: &m {cpus: 4}\n"
                    "  - {name: b, machine: *m}\n  - {name: c, machine: {<<: *m, memory: 1GiB}}\n");
    for (const Form& element : file.root().objects("elements"))
    {
        EXPECT_EQ(element.object("machine").integer("cpus"), 4);
    }
}

} // namespace

} // namespace edgepool::testbed
