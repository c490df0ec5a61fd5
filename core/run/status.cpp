#include "core/base/utc_time.h"
#include "core/run/folder_lock.h"
#include "core/run/json_fields.h"
#include "core/run/task_folder.h"

#include <array>
#include <unistd.h>
#include <utility>

namespace limpid::run {
namespace {

constexpr const char* statusFileName = "status.json";
constexpr const char* statusFormat = "limpid-status";
constexpr int statusVersion = 1;

constexpr std::array<std::pair<State, const char*>, 6> stateNames{{{State::Ready, "ready"},
                                                                   {State::Running, "running"},
                                                                   {State::Paused, "paused"},
                                                                   {State::Stopped, "stopped"},
                                                                   {State::Finished, "finished"},
                                                                   {State::Failed, "failed"}}};

template<typename StatusType, typename Visitor>
void eachField(StatusType& status, Visitor&& visit)
{
  visit("task", status.task);
  visit("step", status.step);
  visit("steps", status.steps);
  visit("loss", status.loss);
  visit("imagesPerSecond", status.imagesPerSecond);
  visit("secondsLeft", status.secondsLeft);
  visit("memoryBytes", status.memoryBytes);
  visit("device", status.device);
  visit("message", status.message);
  visit("errorCode", status.errorCode);
  visit("checkpoint", status.checkpoint);
  visit("preview", status.preview);
  visit("host", status.host);
  visit("pid", status.pid);
  visit("startedAt", status.startedAt);
  visit("updatedAt", status.updatedAt);
  visit("controlSequence", status.controlSequence);
  visit("result", status.result);
}

Result<Status> storedStatus(const std::filesystem::path& folder)
{
  const Result<Json> json = readDocument(folder / statusFileName, statusFormat, statusVersion);
  if (!json && json.error().code == ErrorCode::NotFound)
    return Status{};
  if (!json)
    return failure(json.error());
  Result<Status> status = statusFromJson(*json);
  if (!status)
    return failure(status.error().code, fmt::format("{}: {}", (folder / statusFileName).string(),
                                                    status.error().message));
  return status;
}

/// True when the status says that its process works and this host knows that it doesn't.
bool interrupted(const Status& status, const std::filesystem::path& folder)
{
  if ((status.state != State::Running && status.state != State::Paused) ||
      status.host != thisHost())
    return false;
  const std::optional<ProcessIdentity> process = runningProcess(status.pid);
  const std::optional<ProcessIdentity> holder = lockHolder(folder);
  const bool idUsedAgain = holder && holder->pid == status.pid && holder != process;
  return !process || idUsedAgain;
}

std::string nameOf(const std::string& task)
{
  if (task == "train")
    return "The training";
  if (task == "sample")
    return "The sampling";
  if (task == "restore")
    return "The restoration";
  return task == "assess" ? "The assessment" : "The task";
}

} // namespace

std::string toString(State state)
{
  for (const auto& [value, name] : stateNames)
    if (value == state)
      return name;
  return "ready";
}

Result<State> stateFromString(const std::string& text)
{
  for (const auto& [value, name] : stateNames)
    if (text == name)
      return value;
  return failure(ErrorCode::BadInput, fmt::format("There is no state {}.", text));
}

Json toJson(const Status& status)
{
  Json json{
      {"format", statusFormat}, {"version", statusVersion}, {"state", toString(status.state)}};
  eachField(status, [&json](const char* key, const auto& value) { json[key] = value; });
  return json;
}

Result<Status> statusFromJson(const Json& json)
{
  if (!json.is_object())
    return failure(ErrorCode::BadInput, "The status isn't a JSON object.");
  Status status;
  std::string stateName = toString(status.state);
  JsonFields fields(json);
  fields("state", stateName);
  eachField(status, fields);
  if (fields.error())
    return failure(ErrorCode::BadInput, fmt::format("In the status, {}.", *fields.error()));
  const Result<State> state = stateFromString(stateName);
  if (!state)
    return failure(state.error());
  status.state = *state;
  return status;
}

Result<Status> readStatus(const std::filesystem::path& folder)
{
  Result<Status> status = storedStatus(folder);
  if (!status || !interrupted(*status, folder))
    return status;
  status = storedStatus(folder); // its last words may have come between the two looks
  if (!status || !interrupted(*status, folder))
    return status;
  status->state = State::Stopped;
  status->message = nameOf(status->task) + " was interrupted; it can be continued.";
  return status;
}

Result<void> writeStatus(const std::filesystem::path& folder, Status status)
{
  status.updatedAt = utcNow();
  if (status.host.empty())
    status.host = thisHost();
  if (status.pid == 0)
    status.pid = ::getpid();
  return writeDocument(folder / statusFileName, toJson(status));
}

} // namespace limpid::run
