#pragma once

#include <filesystem>
#include <fstream>
#include <string_view>

namespace limpid::support {

/// A shell script that stands for one of the programs.
inline std::filesystem::path fakeProgram(const std::filesystem::path& file, std::string_view script)
{
  std::ofstream(file) << "#!/bin/sh\n" << script;
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  return file;
}

/// A worker that says that it has made every thumbnail.
constexpr std::string_view willingWorker = R"sh(
while read -r line; do
  uid=$(printf '%s' "$line" | sed 's/.*"uid":"\([^"]*\)".*/\1/')
  printf '{"uid":"%s","frame":1,"path":"/thumbnails/%s.png"}\n' "$uid" "$uid"
done
)sh";

} // namespace limpid::support
