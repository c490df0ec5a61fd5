#pragma once

#include "app/cli/session.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace limpid::cli {

using Action = std::function<Result<VerbResult>(Session&)>;

/// The verbs. Each is a CLI11 subcommand and an action; the one that was chosen is run.
class Verbs
{
public:
  explicit Verbs(CLI::App& app) : m_app(app) {}

  /// Adds a verb below `parent`, or at the top. `action` may refer to options that live in it.
  CLI::App* add(const std::string& name, const std::string& description, Action action,
                CLI::App* parent = nullptr);
  /// A word that only groups verbs ("risk", "model").
  CLI::App* group(const std::string& name, const std::string& description);

  /// Runs the chosen verb, prints its result or its error, and gives the exit status: 0 done, 1 a
  /// bug, 2 usage, 3 bad input, 4 stopped and can be continued, 5 no resource.
  int run();

private:
  CLI::App& m_app;
  Action m_chosen;
  bool m_json = false;
};

void addProjectVerbs(Verbs& verbs);      ///< demo, init, import, list, kinds, pixels
void addRiskVerbs(Verbs& verbs);         ///< risk estimate | import | set | match | export
void addLeaveOutVerb(Verbs& verbs);      ///< leave-out
void addTheoryVerbs(Verbs& verbs);       ///< instability
void addPlanVerbs(Verbs& verbs);         ///< dataset, coverage, plan
void addRunVerbs(Verbs& verbs);          ///< train, sample, assess, control, watch
void addRestoreVerb(Verbs& verbs);       ///< restore
void addComparisonVerbs(Verbs& verbs);   ///< compare, validate
void addBenchVerb(Verbs& verbs);         ///< bench
void addFrozenDataVerbs(Verbs& verbs);   ///< table, pictures
void addExportVerbs(Verbs& verbs);       ///< export
void addConfirmPixelsVerb(Verbs& verbs); ///< confirm-pixels
void addPrivacyVerbs(Verbs& verbs);      ///< deidentify, forget, privacy
void addPacsVerbs(Verbs& verbs);         ///< pacs get | move | store, and the next
void addSystemVerbs(Verbs& verbs);       ///< plugins, devices, worker

/// pacs list | add | remove | echo | find
void addArchiveVerbs(Verbs& verbs, CLI::App& pacs);

} // namespace limpid::cli
