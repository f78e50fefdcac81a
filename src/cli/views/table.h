// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/render.h"

namespace edgepool::cli
{

/// Columns as wide as their widest cell, two blanks between them, nothing behind the last.
class Table
{
public:
    explicit Table(std::vector<std::string> head) : head_(std::move(head)) {}

    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
    bool empty() const { return rows_.empty(); }
    std::string text(Color color, const std::string& indent = "") const;

private:
    std::vector<std::string> head_;
    std::vector<std::vector<std::string>> rows_;
};

} // namespace edgepool::cli
