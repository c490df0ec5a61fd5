#include "tests/core/export/python.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

namespace limpid::exporting {
namespace {

constexpr const char* interpreter = "/usr/bin/python3"; // the one that Debian's modules are for

std::string shellQuoted(const std::string& text)
{
  std::string result = "'";
  for (const char c : text)
    result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

} // namespace

std::vector<std::string> outputLines(const std::string& command)
{
  std::vector<std::string> lines;
  FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr)
    return lines;
  std::string line;
  for (int character = std::fgetc(pipe); character != EOF; character = std::fgetc(pipe)) {
    if (character != '\n') {
      line.push_back(static_cast<char>(character));
      continue;
    }
    lines.push_back(std::move(line));
    line.clear();
  }
  if (!line.empty())
    lines.push_back(std::move(line));
  ::pclose(pipe);
  return lines;
}

std::optional<Json> python(const std::vector<std::string>& modules, const std::string& script,
                           const std::vector<std::filesystem::path>& arguments)
{
  std::string imports = "import json, sys\n";
  for (const std::string& module : modules)
    imports += "import " + module + "\n";
  if (std::system(
          fmt::format("{} -c {} >/dev/null 2>&1", interpreter, shellQuoted(imports)).c_str()) != 0)
    return std::nullopt;
  std::string command = fmt::format("{} -c {}", interpreter, shellQuoted(imports + script));
  for (const std::filesystem::path& argument : arguments)
    command += ' ' + shellQuoted(argument.string());
  const std::vector<std::string> lines = outputLines(command);
  const Json json = lines.empty() ? Json() : Json::parse(lines.back(), nullptr, false);
  if (!json.is_discarded() && !json.is_null())
    return json;
  for (const std::string& line : lines)
    std::fprintf(stderr, "%s\n", line.c_str());
  return Json();
}

} // namespace limpid::exporting
