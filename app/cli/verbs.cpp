#include "app/cli/verbs.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <iostream>
#include <utility>

namespace limpid::cli {
namespace {

constexpr int exitDone = 0;
constexpr int exitBug = 1;
constexpr int exitUsage = 2;
constexpr int exitBadInput = 3;
constexpr int exitStopped = 4;
constexpr int exitNoResource = 5;

int exitStatus(ErrorCode code)
{
  switch (code) {
  case ErrorCode::Usage:
    return exitUsage;
  case ErrorCode::NoResource:
    return exitNoResource;
  case ErrorCode::Internal:
    return exitBug;
  case ErrorCode::BadInput:
  case ErrorCode::NotFound:
  case ErrorCode::AlreadyExists:
  case ErrorCode::PermissionDenied:
  case ErrorCode::Busy:
  case ErrorCode::Unsupported:
    return exitBadInput;
  }
  return exitBug;
}

void print(const Session& session, const VerbResult& result)
{
  if (session.json())
    session.event(result.json);
  else if (!result.text.empty())
    std::cout << result.text << (result.text.ends_with('\n') ? "" : "\n") << std::flush;
}

/// Usage names an option that takes a number and was given "nan" or "inf", which pass CLI11's
/// ranges.
Result<void> checkNumbers(const CLI::App& app)
{
  for (const CLI::Option* option : app.get_options())
    for (const std::string& text : option->results())
      if (option->get_type_name().starts_with("FLOAT") &&
          !std::isfinite(std::strtod(text.c_str(), nullptr)))
        return failure(ErrorCode::Usage, fmt::format("{} takes a finite number, not '{}'.",
                                                     option->get_name(), text));
  for (const CLI::App* verb : app.get_subcommands())
    if (const Result<void> checked = checkNumbers(*verb); !checked)
      return checked;
  return {};
}

} // namespace

CLI::App* Verbs::add(const std::string& name, const std::string& description, Action action,
                     CLI::App* parent)
{
  CLI::App* verb = (parent != nullptr ? parent : &m_app)->add_subcommand(name, description);
  verb->add_flag("--json", m_json, "One JSON object on standard output");
  verb->callback([this, action = std::move(action)] { m_chosen = action; });
  return verb;
}

CLI::App* Verbs::group(const std::string& name, const std::string& description)
{
  CLI::App* verb = m_app.add_subcommand(name, description);
  verb->require_subcommand(1);
  return verb;
}

int Verbs::run()
{
  Session session(m_json);
  const Result<void> numbers = checkNumbers(m_app);
  const Result<VerbResult> result =
      numbers ? m_chosen(session) : Result<VerbResult>(failure(numbers.error()));
  session.progressBar().clear();
  if (!result) {
    session.event({{"event", "error"}, {"reason", result.error().message}});
    std::cerr << result.error().message << '\n';
    return exitStatus(result.error().code);
  }
  print(session, *result);
  if (!std::cout.flush()) {
    std::cerr << "The result can't be written to standard output: the disk may be full.\n";
    return exitNoResource;
  }
  if (result->outcome == jobs::Outcome::Stopped)
    return exitStopped;
  return result->passed ? exitDone : exitBug;
}

} // namespace limpid::cli
