#include "app/cli/progress_bar.h"

#include "core/base/document.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace limpid::cli {
namespace {

constexpr int barCells = 24;

int terminalColumns()
{
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string bar(double fraction)
{
  const int filled = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * barCells);
  std::string text;
  for (int cell = 0; cell < barCells; ++cell)
    text += cell < filled ? "█" : "·";
  return text;
}

/// At most `columns` characters, never a part of one.
std::string cutToColumns(const std::string& text, int columns)
{
  int seen = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const bool starts = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (starts && seen++ == columns)
      break;
    ++at;
  }
  return text.substr(0, at);
}

bool asJson()
{
  const char* const wish = std::getenv("LIMPID_PROGRESS");
  return wish != nullptr && std::string_view(wish) == "json";
}

} // namespace

ProgressBar::ProgressBar()
    : m_terminal(::isatty(STDERR_FILENO) != 0 && !asJson()),
      m_asJson(asJson()),
      m_began(std::chrono::steady_clock::now()),
      m_last(m_began)
{
}

void ProgressBar::draw(const jobs::Progress& progress) const
{
  if (m_asJson) {
    const Json report = {{"fraction", progress.fraction}, {"step", progress.step}};
    fmt::print(stderr, "{}\n", report.dump(-1, ' ', false, Json::error_handler_t::replace));
    std::fflush(stderr);
    return;
  }
  const std::string line =
      progress.fraction < 0.0
          ? progress.step
          : fmt::format("{} {:3.0f} %  {}", bar(progress.fraction),
                        100.0 * std::clamp(progress.fraction, 0.0, 1.0), progress.step);
  if (m_terminal)
    fmt::print(stderr, "\r\x1b[2K{}", cutToColumns(line, terminalColumns() - 1));
  else
    fmt::print(stderr, "{}\n", line);
  std::fflush(stderr);
}

void ProgressBar::show(const jobs::Progress& progress)
{
  using namespace std::chrono_literals;
  const auto now = std::chrono::steady_clock::now();
  const auto pause = m_terminal || m_asJson ? (m_drawn ? 100ms : 150ms) : 10000ms;
  if (now - m_last < pause)
    return;
  m_last = now;
  m_drawn = true;
  draw(progress);
}

void ProgressBar::clear()
{
  if (m_drawn && m_terminal) {
    fmt::print(stderr, "\r\x1b[2K");
    std::fflush(stderr);
  }
  m_drawn = false;
}

} // namespace limpid::cli
