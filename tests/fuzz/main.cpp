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
  int tried = 0;
  std::cout << "| reader | seeds | files | taken | seconds | findings |\n"
               "| --- | --- | --- | --- | --- | --- |\n";
  for (const Target& target : allTargets()) {
    if (!only.empty() && target.name != only)
      continue;
    ++tried;
    const TrialReport report = tryReader(target, trial);
    findings += report.findings;
    std::cout << fmt::format("| {} | {} | {} | {} | {} | {} |\n", target.name, report.seeds,
                             report.files, report.taken, trial.duration.count(), report.findings)
              << std::flush;
  }
  if (tried == 0)
    std::cerr << "There is no reader " << only << ".\n";
  return findings == 0 && tried > 0 ? 0 : 1;
}

int replayCase(const std::string& reader, const std::filesystem::path& file)
{
  for (const Target& target : allTargets())
    if (target.name == reader)
      std::cout << (replay(target, file) ? "taken\n" : "refused\n");
  return 0;
}

std::string readerNames()
{
  std::string names;
  for (const Target& target : allTargets())
    names += (names.empty() ? "" : ", ") + target.name;
  return names;
}

} // namespace

int main(int count, char** arguments)
{
  CLI::App app{"Mutated files into every reader", "limpid-fuzz"};
  Trial trial;
  double minutes = 1.0;
  std::string only;
  std::filesystem::path file;
  trial.findings = "findings";
  app.add_option("--minutes", minutes, "How long each reader is tried")->capture_default_str();
  app.add_option("--seed", trial.seed, "The same seed makes the same files")->capture_default_str();
  app.add_option("reader", only, "One reader only: " + readerNames());
  app.add_option("--replay", file, "Reads this file with the reader, in this process");
  app.add_option("--corpus", trial.corpus, "The shared data: files to begin with");
  app.add_option("--findings", trial.findings, "Where files are kept that a reader fell over")
      ->capture_default_str();
  CLI11_PARSE(app, count, arguments);
  trial.duration = std::chrono::seconds(static_cast<long>(minutes * 60.0));
  try {
    return file.empty() ? runTrials(trial, only) : replayCase(only, file);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}
