#pragma once

#include "core/base/document.h"

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace limpid::support {

/// How a program that was run to its end has answered.
struct Ran
{
  int exitStatus = -1; ///< 128 + signal when a signal ended it
  std::string output;
  std::string errors;

  /// The last line of the output as JSON; null when it is none.
  Json json() const;
};

using Environment = std::map<std::string, std::string>;

/// Starts a program of the build tree's bin folder, with variables added to the environment; output
/// goes to files in `scratch`, and a file "input" that is there is its standard input. Gives its
/// process id.
pid_t startProgram(const std::string& name, const std::vector<std::string>& arguments,
                   const std::filesystem::path& scratch, const Environment& environment);
Ran waitForProgram(pid_t pid, const std::filesystem::path& scratch);

/// Both in one; the scratch files are its own.
Ran runProgram(const std::string& name, const std::vector<std::string>& arguments,
               const Environment& environment = {}, const std::string& input = {});

} // namespace limpid::support
