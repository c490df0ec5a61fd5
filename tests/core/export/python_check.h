#pragma once

#include "tests/core/export/python.h"

#include <gtest/gtest.h>

/// Defines `name` as what a Python script prints (modules, script, arguments); a visible skip where
/// one of its modules isn't installed, a failure where the script fails.
#define LIMPID_PYTHON(name, ...)                                                                   \
  const std::optional<limpid::Json> name##Read = limpid::exporting::python(__VA_ARGS__);           \
  if (!name##Read)                                                                                 \
    GTEST_SKIP() << "a Python module of this test isn't installed";                                \
  ASSERT_FALSE(name##Read->is_null());                                                             \
  const limpid::Json& name = *name##Read
