// SPDX-License-Identifier: MIT
/// Shows std::string in the messages of QCOMPARE, control bytes escaped.
#pragma once

#include "core/base/text.h"

#include <QTest>

#include <string>

template <>
inline char* QTest::toString(const std::string& bytes)
{
    return qstrdup(("\"" + spp::text::printable(bytes) + "\"").c_str());
}
