#pragma once

#include "core/jobs/job.h"

#include <chrono>
#include <string>

namespace limpid::cli {

/// One line on standard error, redrawn at most ten times a second and only after 150 ms; where
/// standard error is no terminal, a plain line every ten seconds. With LIMPID_PROGRESS=json in the
/// environment, as the window sets it, each is a line {"fraction", "step"}, ten times a second.
class ProgressBar
{
public:
  ProgressBar();

  void show(const jobs::Progress& progress);
  /// Takes the line away, so that what follows starts in column one.
  void clear();

private:
  void draw(const jobs::Progress& progress) const;

  bool m_terminal;
  bool m_asJson;
  bool m_drawn = false;
  std::chrono::steady_clock::time_point m_began;
  std::chrono::steady_clock::time_point m_last;
};

} // namespace limpid::cli
