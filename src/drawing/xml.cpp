// SPDX-License-Identifier: Apache-2.0
#include "drawing/xml.h"

namespace edgepool::drawing
{

std::string xml_escaped(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (const char character : text)
    {
        switch (character)
        {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += character;
        }
    }
    return out;
}

void XmlWriter::begin(std::string_view name, Attributes attributes)
{
    out_.append(2 * open_.size(), ' ');
    out_ += '<';
    out_ += name;
    for (const auto& [key, value] : attributes)
    {
        out_ += ' ';
        out_ += key;
        out_ += "=\"" + xml_escaped(value) + '"';
    }
}

void XmlWriter::open(std::string_view name, Attributes attributes)
{
    begin(name, attributes);
    out_ += ">\n";
    open_.emplace_back(name);
}

void XmlWriter::close()
{
    const std::string name = std::move(open_.back());
    open_.pop_back();
    out_.append(2 * open_.size(), ' ');
    out_ += "</" + name + ">\n";
}

void XmlWriter::empty(std::string_view name, Attributes attributes)
{
    begin(name, attributes);
    out_ += "/>\n";
}

void XmlWriter::leaf(std::string_view name, Attributes attributes, std::string_view text)
{
    raw_leaf(name, attributes, xml_escaped(text));
}

void XmlWriter::raw_leaf(std::string_view name, Attributes attributes, std::string_view xml)
{
    begin(name, attributes);
    out_ += '>';
    out_ += xml;
    out_ += "</";
    out_ += name;
    out_ += ">\n";
}

} // namespace edgepool::drawing
