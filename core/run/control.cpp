#include "core/run/json_fields.h"
#include "core/run/task_folder.h"

#include <algorithm>
#include <array>
#include <utility>

namespace limpid::run {
namespace {

constexpr const char* controlFileName = "control.json";
constexpr const char* controlFormat = "limpid-control";
constexpr int controlVersion = 1;

constexpr std::array<std::pair<Command, const char*>, 5> commandNames{{{Command::None, "none"},
                                                                       {Command::Pause, "pause"},
                                                                       {Command::Resume, "resume"},
                                                                       {Command::Finish, "finish"},
                                                                       {Command::Stop, "stop"}}};

} // namespace

std::string toString(Command command)
{
  for (const auto& [value, name] : commandNames)
    if (value == command)
      return name;
  return "none";
}

Result<Command> commandFromString(const std::string& text)
{
  for (const auto& [value, name] : commandNames)
    if (text == name && value != Command::None)
      return value;
  return failure(
      ErrorCode::Usage,
      fmt::format("There is no command {}; there are pause, resume, finish and stop.", text));
}

Control readControl(const std::filesystem::path& folder)
{
  const Result<Json> json = readDocument(folder / controlFileName, controlFormat, controlVersion);
  if (!json)
    return {};
  Control control;
  std::string name;
  JsonFields fields(*json);
  fields("command", name);
  fields("sequence", control.sequence);
  if (fields.error())
    return {};
  control.command = commandFromString(name).value_or(Command::None);
  return control;
}

Result<void> sendCommand(const std::filesystem::path& folder, Command command)
{
  // The engine obeys rising numbers only, so a lost control.json must not start them again.
  const Result<Status> status = readStatus(folder);
  const std::int64_t obeyed = status ? status->controlSequence : 0;
  const std::int64_t sequence = std::max(readControl(folder).sequence, obeyed) + 1;
  return writeDocument(folder / controlFileName, Json{{"format", controlFormat},
                                                      {"version", controlVersion},
                                                      {"command", toString(command)},
                                                      {"sequence", sequence}});
}

} // namespace limpid::run
