#pragma once

#include "core/base/result.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

#include <filesystem>
#include <type_traits>
#include <utility>

namespace limpid::study {

/// Opens `file` for reading and writing, with foreign keys on, ten seconds of patience for other
/// processes, and the journal that the file system can bear: WAL needs shared memory, which network
/// file systems lack. Throws SQLite::Exception.
SQLite::Database openDatabase(const std::filesystem::path& file);

/// What a failure of SQLite means to the reader of the sentence.
Error databaseError(const SQLite::Exception& exception, const std::filesystem::path& file);

/// Runs `work` and turns SQLite's exceptions into an Error: every access goes through here.
template<typename Work>
auto withDatabase(const std::filesystem::path& file, Work&& work) -> std::invoke_result_t<Work>
{
  try {
    return std::forward<Work>(work)();
  } catch (const SQLite::Exception& exception) {
    return failure(databaseError(exception, file));
  }
}

} // namespace limpid::study
