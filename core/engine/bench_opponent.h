#pragma once

#include "core/base/descriptor.h"
#include "core/base/document.h"
#include "core/base/result.h"
#include "core/engine/bench_turns.h"

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>

namespace limpid::engine {

/// Python with PyTorch as a process of its own that takes orders, a JSON object a line, and is
/// ended with this. A stop request ends it at once; ask() fails then.
class Opponent
{
public:
  /// Writes the program into `folder` and starts it; its errors go to `<folder>/pytorch.log`.
  /// NotFound when there is no such Python, NoResource with the reason when it can't do it.
  static Result<Opponent> start(const std::string& python, const std::filesystem::path& folder,
                                const Json& settings, const std::stop_token& stop);
  Opponent(Opponent&& other) noexcept;
  Opponent& operator=(Opponent&&) = delete;
  ~Opponent();

  Result<Json> ask(const Json& order);
  /// An order that is timed on the other side.
  Result<Cost> time(const std::string& what, std::int64_t count);

private:
  Opponent() = default;
  Result<std::string> readLine();

  pid_t m_pid = -1;
  Descriptor m_talk;  ///< a socket: orders out, answers in
  std::string m_read; ///< beyond the newest answer
  std::filesystem::path m_log;
  std::stop_token m_stop;
};

} // namespace limpid::engine
