#pragma once

#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace limpid::workflow {

/// A project on a small demo study, made verb by verb as a user would.
class Story
{
public:
  const support::TemporaryFolder& folder() const { return m_folder; }
  std::string project() const { return (m_folder / "project").string(); }
  std::string study() const { return (m_folder / "study").string(); }
  std::string run() const { return (m_folder / "project" / "runs" / "trial").string(); }

  /// Runs a verb with --json and expects it to be done, or to end with another status; gives its
  /// result.
  Json done(std::vector<std::string> words, int exitStatus = 0) const
  {
    words.emplace_back("--json");
    const support::Ran ran = support::runProgram("limpid-cli", words);
    EXPECT_EQ(ran.exitStatus, exitStatus) << words.front() << ": " << ran.errors;
    return ran.json();
  }

  /// Up to a library with known noise.
  void importDemo() const
  {
    done({"demo", study(), "--patients", "4", "--slices", "17", "--size", "16", "--seed", "3"});
    done({"init", project()});
    done({"import", project(), study()});
    done({"risk", "import", project(), study() + "/risks.csv"});
  }

  /// Up to a plan of `steps` steps of the smallest network.
  void planTrial(int steps) const
  {
    importDemo();
    done({"dataset", project(), "--name", "small", "--held-out", "0.2"});
    done({"plan", project(), "--dataset", "small", "--name", "trial", "--preset", "tiny", "--steps",
          std::to_string(steps), "--batch", "8", "--threads", "1"});
  }

private:
  support::TemporaryFolder m_folder;
};

} // namespace limpid::workflow
