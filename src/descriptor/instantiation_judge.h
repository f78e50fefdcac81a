// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "descriptor/instantiation_fields.h"
#include "descriptor/instantiation_form.h"
#include "doc/node.h"

namespace edgepool::descriptor
{

/// Holds every value of a form against the table.
class InstantiationJudge
{
public:
    explicit InstantiationJudge(InstantiationForm& form) : form_(form) {}

    void judge();

private:
    using Node = doc::Node;

    void object(const Node& node, const ParameterObject& type);
    void member(const Node& node, const doc::Member& member, const ParameterObject& type);
    void missing(const Node& node, const ParameterObject& type);
    void value(const Node& node, const ParameterField& field);
    void scalar(const Node& node, const ParameterField& field);
    void list(const Node& node, const ParameterField& field);
    void repeated(const Node& list, const ParameterObject& type);
    void parameters(const Node& node, const ParameterField& field);
    void integer(const Node& node, const ParameterField& field);
    void form_of_text(const Node& node, const ParameterField& field);
    void wrong_type(const Node& node, const ParameterField& field);
    void fault(const Node& node, const Rule& rule, std::string detail, std::string hint = {});

    InstantiationForm& form_;
};

} // namespace edgepool::descriptor
