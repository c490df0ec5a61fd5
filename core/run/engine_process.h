#pragma once

#include "core/base/document.h"
#include "core/base/result.h"

#include <chrono>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace limpid::run {

/// The engine's program: `preferred` if not empty, else LIMPID_ENGINE, else beside this program.
/// NotFound with a sentence that says where it was looked for.
Result<std::filesystem::path> findEngine(const std::filesystem::path& preferred);

/// Starts it in a session of its own with no standard input, output to `<folder>/log.txt`, SIGPIPE
/// ignored: it outlives its starter. Gives its process id back once it runs.
Result<std::int64_t> startDetached(const std::filesystem::path& program,
                                   const std::vector<std::string>& arguments,
                                   const std::filesystem::path& folder);

/// True while a process of this id runs (and is no zombie).
bool processRuns(std::int64_t pid);

/// The JSON object that the program writes to standard output, for the verbs without a run. Null
/// when `stop` came first: the program is ended then. An error's message is the reason alone,
/// without program and full stop: the last line of its standard error, or what else was wrong.
Result<Json> engineAnswer(const std::filesystem::path& program,
                          const std::vector<std::string>& arguments, std::chrono::seconds limit,
                          const std::stop_token& stop);

/// What `limpid-engine --version --json` answers, or the reason why it doesn't.
Result<Json> engineVersion(const std::filesystem::path& program);

} // namespace limpid::run
