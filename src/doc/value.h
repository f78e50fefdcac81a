// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "doc/node.h"

namespace edgepool::doc
{

class Value;

using List = std::vector<Value>;
/// Keeps the order in which keys were given: output is read by people.
using Object = std::vector<std::pair<std::string, Value>>;

/// A document being built, to be written as YAML or JSON. Holds types, not places.
class Value
{
public:
    Value();
    Value(const Value& other);
    Value(Value&& other) noexcept;
    Value& operator=(const Value& other);
    Value& operator=(Value&& other) noexcept;
    ~Value();

    Value(bool boolean) : data_(boolean) {}                    // NOLINT(google-explicit-constructor)
    Value(int number) : data_(std::int64_t{number}) {}         // NOLINT(google-explicit-constructor)
    Value(std::int64_t number) : data_(number) {}              // NOLINT(google-explicit-constructor)
    Value(double number) : data_(number) {}                    // NOLINT(google-explicit-constructor)
    Value(std::string text) : data_(std::move(text)) {}        // NOLINT(google-explicit-constructor)
    Value(std::string_view text) : data_(std::string(text)) {} // NOLINT(google-explicit-constructor)
    Value(const char* text) : data_(std::string(text)) {}      // NOLINT(google-explicit-constructor)
    Value(List list) : data_(std::move(list)) {}               // NOLINT(google-explicit-constructor)
    Value(Object object) : data_(std::move(object)) {}         // NOLINT(google-explicit-constructor)

    using Data = std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Object>;
    const Data& data() const { return data_; }

    /// The member of that name, made if absent; a value that is not an object becomes one.
    Value& operator[](std::string_view key);
    const Value* find(std::string_view key) const;
    void push_back(Value item);

    friend bool operator==(const Value&, const Value&) = default;

private:
    Data data_{};
};

/// Types as YAML 1.1 (and so PyYAML and OSM) gives them to plain scalars: ~, yes/no/on/off, 017, 0x1f, 1_000,
/// 1:30, 1.5e+3. Dates stay text, and so do integers beyond 64 bits: no digit is lost. Keys are text as they are
/// written.
Value to_value(const Node& node);

} // namespace edgepool::doc
