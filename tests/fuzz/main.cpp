// Reads mutated files with every reader, under the sanitizers that the build has.

#include "tests/fuzz/targets.h"
#include "tests/fuzz/trial.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <exception>
#include <iostream>

namespace {

using namespace limpid::fuzz;

int runTrials(const Trial& trial, const std::string& only)
{
  int findings = 0;
  for (const Target& target : allTargets()) {
    if (!only.empty() && target.name != only)
      continue;
    const TrialReport report = tryReader(target, trial);
    findings += report.findings;
    std::cout << fmt::format("{:12} {:9} files, {} findings\n", target.name, report.files,
                             report.findings)
              << std::flush;
  }
  return findings == 0 ? 0 : 1;
}

} // namespace

int main(int count, char** arguments)
{
  CLI::App app{"Mutated files into every reader", "limpid-fuzz"};
  Trial trial;
  double minutes = 1.0;
  std::string only;
  trial.findings = "findings";
  app.add_option("--minutes", minutes, "How long each reader is tried")->capture_default_str();
  app.add_option("--seed", trial.seed, "The same seed makes the same files")->capture_default_str();
  app.add_option("--target", only, "One reader only");
  app.add_option("--corpus", trial.corpus, "The shared data: files to begin with");
  app.add_option("--findings", trial.findings, "Where files are kept that a reader fell over")
      ->capture_default_str();
  CLI11_PARSE(app, count, arguments);
  trial.duration = std::chrono::seconds(static_cast<long>(minutes * 60.0));
  try {
    return runTrials(trial, only);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}
