#include "core/risk/delimited_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace limpid::risk {
namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

/// One pass over the text; a state machine of one bit (inside quotes or not).
class Reader
{
public:
  Reader(std::string_view text, char separator) : m_text(text), m_separator(separator) {}

  /// False when a quote never ends.
  bool read()
  {
    while (m_at < m_text.size())
      m_inQuotes ? readQuoted() : readPlain();
    if (m_inQuotes)
      return false;
    endRow();
    return true;
  }
  int quoteLine() const { return m_quoteLine; }
  std::vector<TextRow>& rows() { return m_rows; }

private:
  void readQuoted()
  {
    const char letter = m_text[m_at++];
    const bool doubled = letter == '"' && m_at < m_text.size() && m_text[m_at] == '"';
    if (letter == '"' && !doubled) {
      m_inQuotes = false;
      return;
    }
    m_at += doubled ? 1 : 0;
    m_line += letter == '\n' ? 1 : 0;
    m_cell += letter;
  }

  void readPlain()
  {
    const char letter = m_text[m_at++];
    if (letter == '"' && m_cell.empty() && !m_wasQuoted) {
      m_inQuotes = m_wasQuoted = true;
      m_quoteLine = m_line;
    } else if (letter == m_separator) {
      endCell();
    } else if (letter == '\n' || letter == '\r') {
      if (letter == '\r' && m_at < m_text.size() && m_text[m_at] == '\n')
        ++m_at;
      endRow();
      m_rowLine = ++m_line;
    } else {
      m_cell += letter;
    }
  }

  void endCell()
  {
    m_cells.push_back(std::move(m_cell));
    m_cell.clear();
    m_wasQuoted = false;
  }

  void endRow()
  {
    const bool blank = m_cells.empty() && m_cell.empty() && !m_wasQuoted;
    endCell();
    if (!blank)
      m_rows.push_back({m_rowLine, std::move(m_cells)});
    m_cells.clear();
  }

  std::string_view m_text;
  char m_separator;
  std::size_t m_at = 0;
  int m_line = 1;
  int m_rowLine = 1;
  int m_quoteLine = 0;
  bool m_inQuotes = false;
  bool m_wasQuoted = false;
  std::string m_cell;
  std::vector<std::string> m_cells;
  std::vector<TextRow> m_rows;
};

} // namespace

char detectSeparator(std::string_view text)
{
  constexpr std::array candidates = {',', ';', '\t'};
  std::array<int, candidates.size()> counts{};
  bool inQuotes = false;
  for (const char letter : text) {
    inQuotes = letter == '"' ? !inQuotes : inQuotes;
    if (!inQuotes && (letter == '\n' || letter == '\r'))
      break;
    for (std::size_t index = 0; index < candidates.size() && !inQuotes; ++index)
      counts.at(index) += letter == candidates.at(index) ? 1 : 0;
  }
  return candidates.at(
      static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin()));
}

Result<std::vector<TextRow>>
parseDelimitedText(std::string_view text, std::optional<char> separator, std::string_view origin)
{
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    return failure(ErrorCode::BadInput,
                   fmt::format("{} is UTF-16 text; save it as UTF-8.", origin));
  if (text.starts_with(byteOrderMark))
    text.remove_prefix(byteOrderMark.size());
  Reader reader(text, separator.value_or(detectSeparator(text)));
  if (!reader.read())
    return failure(ErrorCode::BadInput, fmt::format("A quote that begins in line {} of {} never "
                                                    "ends.",
                                                    reader.quoteLine(), origin));
  return std::move(reader.rows());
}

std::string quotedCell(std::string_view text)
{
  if (text.find_first_of(",;\t\"\r\n") == std::string_view::npos)
    return std::string(text);
  std::string quoted = "\"";
  for (const char letter : text)
    quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return quoted + "\"";
}

} // namespace limpid::risk
