// SPDX-License-Identifier: Apache-2.0
#include "descriptor/cloud_init_template.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgepool::descriptor
{

namespace
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Reading
{
    Diagnostics diagnostics{};
    Template result{};

    explicit Reading(std::string_view text)
        : result(read_template(std::make_shared<const Source>("pe.cfg", std::string(text)), diagnostics))
    {
    }
    /// The variables' names; "?" behind those that may be missing.
    std::vector<std::string> variables() const
    {
        std::vector<std::string> names;
        for (const TemplateVariable& variable : result.variables)
        {
            names.push_back(variable.name + (variable.optional ? "?" : ""));
        }
        return names;
    }
    const Diagnostic& first() const { return diagnostics.items().front(); }
};

/// One fault that Jinja2 has, too, at that column of the only line.
void expect_broken(std::string_view text, std::uint32_t column, std::string_view detail)
{
    const Reading reading(text);
    ASSERT_EQ(reading.diagnostics.items().size(), 1U) << text;
    EXPECT_EQ(reading.first().code, "cloud-init.template") << text;
    EXPECT_EQ(reading.first().where.begin().column, column) << text;
    EXPECT_THAT(reading.first().detail, HasSubstr(std::string(detail))) << text;
    EXPECT_TRUE(reading.result.broken) << text;
}

TEST(CloudInitTemplate, VariablesComeFromExpressions)
{
    EXPECT_THAT(Reading("a {{x}} {{ y }} {{- z -}} {{ OSM.vdu_id }}").variables(), ElementsAre("x", "y", "z"));
    EXPECT_THAT(Reading("{{ a.b.c }} {{ d['k'] }} {{ e[f] }} {{ g|join(h, d=i) }}").variables(),
                ElementsAre("a", "d", "e", "f", "g", "h", "i"));
    EXPECT_THAT(Reading("{{ 'x' }} {{ \"{{ y }}\" }} {{ 5 + 3 }} {{ true and none }} {{ range(3) }}").variables(),
                IsEmpty());
    EXPECT_THAT(Reading("{{ {'a': b} }}").variables(), ElementsAre("b"));
    EXPECT_THAT(Reading("{ not one } ${HOME} $(x) {}").variables(), IsEmpty());
}

TEST(CloudInitTemplate, SomeVariablesMayBeMissing)
{
    EXPECT_THAT(Reading("{{ a|default('x') }} {{ b | d(c) }} {{ d if e else f }}").variables(),
                ElementsAre("a?", "b?", "c", "d?", "e?", "f?"));
    EXPECT_THAT(Reading("{% if a is defined %}{{ a }}{% endif %}{{ b }}").variables(), ElementsAre("a?", "a?", "b"));
    EXPECT_THAT(Reading("{% if a %}{{ b }}{% else %}{{ c }}{% endif %}").variables(), ElementsAre("a", "b?", "c?"));
}

TEST(CloudInitTemplate, WhatTheTemplateDefinesIsNotAskedFor)
{
    EXPECT_THAT(
        Reading("{% set a = b %}{{ a }}{% for c, d in e %}{{ c }}{{ d }}{{ loop.index }}{% endfor %}").variables(),
        ElementsAre("b", "e"));
    EXPECT_THAT(Reading("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(y) }}").variables(), ElementsAre("y"));
    EXPECT_THAT(Reading("{# {{ a }} #}{% raw %}{{ b }}{% endraw %}").variables(), IsEmpty());
}

TEST(CloudInitTemplate, WhatJinjaRefusesIsToldWhereItStands)
{
    expect_broken("a: {{ name }", 12, "closed by one '}'");
    expect_broken("a: {{ name", 4, "never closed");
    expect_broken("a: {{ }}", 4, "empty");
    expect_broken("a: {{ a b }}", 9, "'b' stands where Jinja expects '}}'");
    expect_broken("a: {{ $x }}", 7, "cannot read '$'");
    expect_broken("a: {{ 'x }}", 7, "text is never closed");
    expect_broken("a: {{ x) }}", 8, "')' closes nothing");
    expect_broken("a: { { name } }", 4, "blanks between");
    expect_broken("a: {{ pool-handle }}", 7, "'pool' minus 'handle'");
    expect_broken("{% if a %}", 1, "'if' is never ended");
    expect_broken("{% endif %}", 1, "nothing to end");
    expect_broken("{% for a in b %}{% endif %}{% endfor %}", 17, "'endfor' is due");
    expect_broken("{% else %}", 1, "without 'if'");
    expect_broken("{% iff a %}", 4, "no statement 'iff'");
    expect_broken("{% include 'x' %}", 4, "nothing can be loaded");
    expect_broken("n=${#list}", 4, "comment is never closed");
    expect_broken("{% raw %}x", 1, "'raw' is never ended");
}

TEST(CloudInitTemplate, FiltersOfOtherToolsAreNotThere)
{
    const Reading reading("{{ a|to_yaml }} {{ b | defalt('x') }} {{ c|lower|safe }}");
    ASSERT_EQ(reading.diagnostics.items().size(), 2U);
    EXPECT_EQ(reading.first().code, "cloud-init.unknown-filter");
    EXPECT_EQ(reading.first().where.begin().column, 6U);
    EXPECT_EQ(reading.diagnostics.items()[1].hint, "did you mean 'default'?");
}

TEST(CloudInitTemplate, PasswordsAndKeysShouldBeSafe)
{
    const Reading reading("password: {{ pw }}\nhostname: {{ hostname }}\nssh_authorized_keys:\n  - {{ ssh_key }}\n");
    ASSERT_EQ(reading.diagnostics.items().size(), 2U);
    EXPECT_EQ(reading.first().code, "cloud-init.escaped-value");
    EXPECT_EQ(reading.first().where.begin(), (Position{.line = 1, .column = 14}));
    EXPECT_EQ(reading.diagnostics.items()[1].where.begin(), (Position{.line = 4, .column = 8}));
    EXPECT_EQ(reading.first().fix->where.span, (Span{.begin = 15, .end = 15}));
    EXPECT_EQ(reading.first().fix->replacement, "|safe");
    EXPECT_THAT(Reading("password: {{ pw|safe }}\nurl: {{ OSM.ip_address }}").diagnostics.items(), IsEmpty());
}

TEST(CloudInitTemplate, TheMaskedTextIsAsLongAndHasNothingOfJinja)
{
    EXPECT_EQ(Reading("a: {{ b }}\n").result.masked, "a: JJJJJJJ\n");
    EXPECT_EQ(Reading("a: x{# y #}\n").result.masked, "a: x       \n");
    EXPECT_EQ(Reading("{% if a %}\nb: 1\n{% else %}\nb: 2\n{% endif %}\nc: 3\n").result.masked,
              std::string(10, '\n') + "\nb: 1\n" + std::string(10, '\n') + "\n" + std::string(4, '\n') + "\n" +
                  std::string(11, '\n') + "\nc: 3\n");
    EXPECT_EQ(Reading("  {% set a = 1 %}{# both #}\r\nb: 1").result.masked, std::string(29, '\n') + "b: 1");
    EXPECT_EQ(Reading("a: {% if b %}x{% else %}y{% endif %}").result.masked, "a: JJJJJJJJJJxJJJJJJJJJJJJJJJJJJJJJJ");
}

} // namespace

} // namespace edgepool::descriptor
