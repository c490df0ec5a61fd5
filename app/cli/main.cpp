#include "app/cli/verbs.h"
#include "core/base/version.h"

#include <fmt/format.h>

#include <exception>
#include <iostream>

namespace {

int runCommandLine(int count, char** arguments)
{
  CLI::App app{"Limpid: train on all images, noisy ones too, and generate clean ones. For "
               "research, not for diagnosis.",
               "limpid-cli"};
  app.require_subcommand(1);
  app.set_version_flag("--version",
                       fmt::format("{} {}", limpid::programName, limpid::programVersion));
  limpid::cli::Verbs verbs(app);
  limpid::cli::addProjectVerbs(verbs);
  limpid::cli::addRiskVerbs(verbs);
  limpid::cli::addLeaveOutVerb(verbs);
  limpid::cli::addTheoryVerbs(verbs);
  limpid::cli::addPlanVerbs(verbs);
  limpid::cli::addRunVerbs(verbs);
  limpid::cli::addComparisonVerbs(verbs);
  limpid::cli::addBenchVerb(verbs);
  limpid::cli::addFrozenDataVerbs(verbs);
  limpid::cli::addRestoreVerb(verbs);
  limpid::cli::addExportVerbs(verbs);
  limpid::cli::addConfirmPixelsVerb(verbs);
  limpid::cli::addPrivacyVerbs(verbs);
  limpid::cli::addPacsVerbs(verbs);
  limpid::cli::addSystemVerbs(verbs);
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return verbs.run();
}

} // namespace

int main(int count, char** arguments)
{
  try {
    return runCommandLine(count, arguments);
  } catch (const std::exception& error) {
    std::cerr << "limpid-cli failed unexpectedly: " << error.what() << '\n';
    return 1;
  }
}
