#include "core/preparation/table_dataset.h"

#include "core/base/atomic_file.h"
#include "core/base/random.h"
#include "core/dataset/frozen_dataset.h"
#include "core/dataset/split.h"
#include "core/risk/delimited_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace limpid::preparation {
namespace {

constexpr std::uintmax_t mostBytes = 1U << 30U;
constexpr double smallestScale = 1e-12;

// Purposes of derivedSeed().
constexpr std::uint64_t addedNoisePurpose = 1;

using Column = std::vector<double>;

std::optional<double> numberIn(const std::string& cell)
{
  double value = 0.0;
  const char* const end = cell.data() + cell.size();
  const auto [stop, error] = std::from_chars(cell.data(), end, value);
  return error == std::errc() && stop == end && std::isfinite(value) ? std::optional(value)
                                                                     : std::nullopt;
}

double mean(const Column& values)
{
  double sum = 0.0;
  for (const double value : values)
    sum += value;
  return sum / static_cast<double>(values.size());
}

class TableFreezer
{
public:
  explicit TableFreezer(const TableRequest& request) : m_request(request) {}

  Result<TableReport> freeze(const std::filesystem::path& folder);

private:
  tl::unexpected<Error> wrong(const std::string& reason) const
  {
    return failure(ErrorCode::BadInput, fmt::format("{}: {}.", m_request.table.string(), reason));
  }
  Result<void> read();
  Result<std::size_t> place(const std::string& name) const;
  Result<Column> numbers(const std::string& name) const;
  Result<void> chooseFeatures();
  Result<void> readRisks();
  Result<void> readLabels();
  void scale();
  void fill();
  std::vector<std::string> groups() const;
  Json preparation() const;
  std::vector<Sentence> sentences() const;

  const TableRequest& m_request;
  std::vector<risk::TextRow> m_rows; // without the names
  std::vector<std::string> m_names;
  std::vector<std::string> m_features;
  std::vector<Column> m_values; // of the features
  std::vector<Column> m_risks;  // of the features, in their unit
  std::vector<double> m_centre;
  std::vector<double> m_scale;
  std::int64_t m_toppedUp = 0;
  dataset::DatasetContent m_content;
};

Result<void> TableFreezer::read()
{
  auto text = readFile(m_request.table, mostBytes);
  if (!text)
    return failure(text.error());
  auto rows = risk::parseDelimitedText(*text, std::nullopt, m_request.table.string());
  if (!rows)
    return failure(rows.error());
  if (rows->size() < 3)
    return wrong("a table needs a line of names and at least two rows");
  m_names = rows->front().cells;
  m_rows.assign(std::make_move_iterator(rows->begin() + 1), std::make_move_iterator(rows->end()));
  for (const risk::TextRow& row : m_rows)
    if (row.cells.size() != m_names.size())
      return wrong(fmt::format("line {} has {} cells, the line of names {}", row.line,
                               row.cells.size(), m_names.size()));
  return {};
}

Result<std::size_t> TableFreezer::place(const std::string& name) const
{
  const auto found = std::find(m_names.begin(), m_names.end(), name);
  if (found == m_names.end())
    return wrong(
        fmt::format("there is no column {}; there are {}", name, fmt::join(m_names, ", ")));
  return static_cast<std::size_t>(found - m_names.begin());
}

Result<Column> TableFreezer::numbers(const std::string& name) const
{
  const auto column = place(name);
  if (!column)
    return failure(column.error());
  Column values;
  for (const risk::TextRow& row : m_rows) {
    const auto value = numberIn(row.cells[*column]);
    if (!value)
      return wrong(fmt::format("line {}, column {}: \"{}\" is no number", row.line, name,
                               row.cells[*column]));
    values.push_back(*value);
  }
  return values;
}

Result<void> TableFreezer::chooseFeatures()
{
  std::set<std::string> others{m_request.label, m_request.group};
  for (const RiskColumn& risk : m_request.risks)
    others.insert(risk.column);
  m_features = m_request.features;
  if (m_features.empty())
    std::copy_if(m_names.begin(), m_names.end(), std::back_inserter(m_features),
                 [&](const std::string& name) { return !others.contains(name); });
  if (m_features.empty())
    return wrong("no column is left to train on");
  for (const std::string& feature : m_features) {
    auto values = numbers(feature);
    if (!values)
      return failure(values.error());
    m_values.push_back(std::move(*values));
  }
  return {};
}

Result<void> TableFreezer::readRisks()
{
  m_risks.assign(m_features.size(), Column(m_rows.size(), 0.0));
  for (const RiskColumn& given : m_request.risks) {
    auto values = numbers(given.column);
    if (!values)
      return failure(values.error());
    if (std::any_of(values->begin(), values->end(), [](double value) { return value < 0.0; }))
      return wrong(fmt::format("column {} holds negative risks", given.column));
    if (given.feature.empty()) {
      std::fill(m_risks.begin(), m_risks.end(), *values);
      continue;
    }
    const auto found = std::find(m_features.begin(), m_features.end(), given.feature);
    if (found == m_features.end())
      return wrong(
          fmt::format("{} is the risk of {}, which doesn't train", given.column, given.feature));
    m_risks[static_cast<std::size_t>(found - m_features.begin())] = std::move(*values);
  }
  return {};
}

Result<void> TableFreezer::readLabels()
{
  if (m_request.label.empty())
    return {};
  auto values = numbers(m_request.label);
  if (!values)
    return failure(values.error());
  for (const double value : *values) {
    if (value < 0.0 || value != std::floor(value) || value > 1e6)
      return wrong(fmt::format("column {} holds {:g}, a label is a whole number from 0",
                               m_request.label, value));
    m_content.label.push_back(static_cast<std::int64_t>(value));
  }
  return {};
}

// One centre and one scale for the whole table (M0): the standard deviation without the noise.
void TableFreezer::scale()
{
  for (std::size_t feature = 0; feature < m_features.size(); ++feature) {
    double variance = 0.0;
    const double centre = mean(m_values[feature]);
    for (std::size_t row = 0; row < m_rows.size(); ++row)
      variance += std::pow(m_values[feature][row] - centre, 2) - std::pow(m_risks[feature][row], 2);
    variance /= static_cast<double>(m_rows.size());
    const bool scales = m_request.standardise && variance > smallestScale;
    m_centre.push_back(m_request.standardise ? centre : 0.0);
    m_scale.push_back(scales ? std::sqrt(variance) : 1.0);
  }
}

void TableFreezer::fill()
{
  for (std::size_t row = 0; row < m_rows.size(); ++row) {
    double largest = 0.0;
    for (std::size_t feature = 0; feature < m_features.size(); ++feature)
      largest = std::max(largest, m_risks[feature][row] / m_scale[feature]);
    Random random(derivedSeed(m_request.seed, addedNoisePurpose), row);
    bool added = false;
    for (std::size_t feature = 0; feature < m_features.size(); ++feature) {
      const double own = m_risks[feature][row] / m_scale[feature];
      const double missing = std::sqrt(std::max(largest * largest - own * own, 0.0));
      added = added || missing > 1e-6 * largest;
      const double value = (m_values[feature][row] - m_centre[feature]) / m_scale[feature];
      m_content.images.push_back(static_cast<float>(value + missing * random.normal()));
    }
    m_toppedUp += added ? 1 : 0;
    m_content.noise.push_back(static_cast<float>(largest));
    m_content.limit.push_back(0.0F);
  }
}

std::vector<std::string> TableFreezer::groups() const
{
  std::vector<std::string> names;
  const auto column = place(m_request.group);
  for (std::size_t row = 0; row < m_rows.size(); ++row)
    names.push_back(column ? m_rows[row].cells[*column] : fmt::format("row {}", row + 1));
  return names;
}

Json TableFreezer::preparation() const
{
  return {{"kind", "table"},        {"columns", m_features},
          {"centre", m_centre},     {"scale", m_scale},
          {"noiseLaw", "gaussian"}, {"heldOutFraction", m_request.heldOutFraction},
          {"seed", m_request.seed}};
}

std::vector<Sentence> TableFreezer::sentences() const
{
  std::vector<Sentence> sentences;
  if (m_toppedUp > 0)
    sentences.push_back({"noise-topped-up",
                         fmt::format("{} of {} rows have columns of unlike noise: the quieter ones "
                                     "got noise up to the strongest of the row.",
                                     m_toppedUp, m_rows.size())});
  if (m_request.risks.empty())
    sentences.push_back({"no-risk", "No column tells the noise: all rows count as clean."});
  return sentences;
}

Result<TableReport> TableFreezer::freeze(const std::filesystem::path& folder)
{
  for (const auto step : {&TableFreezer::read, &TableFreezer::chooseFeatures,
                          &TableFreezer::readRisks, &TableFreezer::readLabels})
    if (const Result<void> done = (this->*step)(); !done)
      return failure(done.error());
  if (!m_request.group.empty())
    if (const auto column = place(m_request.group); !column)
      return failure(column.error());
  scale();
  fill();
  m_content.count = static_cast<std::int64_t>(m_rows.size());
  m_content.channels = static_cast<int>(m_features.size());
  m_content.rows = m_content.columns = 1;
  m_content.heldOut =
      dataset::splitByPatient(groups(), m_request.heldOutFraction, m_request.seed).heldOut;
  m_content.preparation = preparation();
  TableReport report;
  report.sentences = sentences();
  for (const Sentence& sentence : report.sentences)
    m_content.preparation["sentences"].push_back({{"id", sentence.id}, {"text", sentence.text}});
  auto digest = dataset::freeze(folder, m_request.table.stem().string(), m_content);
  if (!digest)
    return failure(digest.error());
  report.digest = *digest;
  report.path = folder / *digest / dataset::datasetFileName;
  report.rows = m_content.count;
  report.heldOutRows = std::count(m_content.heldOut.begin(), m_content.heldOut.end(), 1);
  report.features = m_features;
  return report;
}

} // namespace

Result<TableReport> freezeTable(const TableRequest& request, const std::filesystem::path& folder)
{
  return TableFreezer(request).freeze(folder);
}

} // namespace limpid::preparation
