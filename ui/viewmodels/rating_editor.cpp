#include "ui/viewmodels/rating_editor.h"

#include "core/risk/matching.h"
#include "ui/viewmodels/core_text.h"

#include <algorithm>
#include <cmath>

namespace limpid::viewmodels {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostKeys = 10;

/// Every value is a digit, so it can be its own key.
bool valuesAreKeys(const risk::Component& component)
{
  return std::ranges::all_of(component.values, [](double value) {
    return value >= 0.0 && value < mostKeys && value == std::floor(value);
  });
}

const risk::Remark* remarkOf(const RatedImage& image, risk::RemarkKind kind,
                             const std::string& component, const std::string& author)
{
  const auto found = std::ranges::find_if(image.remarks, [&](const risk::Remark& one) {
    return one.kind == kind && one.component == component && one.author == author;
  });
  return found == image.remarks.end() ? nullptr : &*found;
}

bool isReviewed(const RatedImage& image, const std::string& component)
{
  return std::ranges::any_of(image.remarks, [&](const risk::Remark& one) {
    return one.kind == risk::RemarkKind::Reviewed && one.component == component;
  });
}

bool isMeasured(const risk::Rating& rating)
{
  return rating.source != "person" && rating.source != "table" && rating.source != "report";
}

} // namespace

RatingEditor::RatingEditor(QualityViewModel& quality, QObject* parent)
    : QObject(parent), m_quality(quality)
{
  connect(&m_quality, &QualityViewModel::changed, this, &RatingEditor::changed);
  connect(&m_quality, &QualityViewModel::selectionChanged, this, [this] {
    m_proposal.reset(); // it was about other images, or is out of date
    Q_EMIT changed();
  });
}

const risk::Component* RatingEditor::component(const QString& id) const
{
  const auto found = std::ranges::find(schema(), id.toStdString(), &risk::Component::id);
  return found == schema().end() ? nullptr : &*found;
}

QString RatingEditor::focused() const
{
  if (component(m_focused) != nullptr)
    return m_focused;
  for (const risk::Component& one : schema())
    if (!one.values.empty())
      return QString::fromStdString(one.id);
  return schema().empty() ? QString() : QString::fromStdString(schema().front().id);
}

void RatingEditor::focus(const QString& id)
{
  m_focused = id;
  Q_EMIT changed();
}

void RatingEditor::focusNext(int places)
{
  const auto count = static_cast<int>(schema().size());
  const std::string now = focused().toStdString();
  const auto at = std::ranges::find(schema(), now, &risk::Component::id);
  if (count == 0 || at == schema().end())
    return;
  const int place = static_cast<int>(at - schema().begin()) + places;
  focus(QString::fromStdString(
      schema()[static_cast<std::size_t>((place % count + count) % count)].id));
}

void RatingEditor::setLevel(risk::Level level)
{
  m_level = level;
  m_proposal.reset();
  Q_EMIT changed();
}

std::optional<int> RatingEditor::keyOf(const risk::Component& component, std::size_t step)
{
  if (valuesAreKeys(component))
    return static_cast<int>(component.values[step]);
  return step + 1 < mostKeys ? std::optional(static_cast<int>(step) + 1) : std::nullopt;
}

std::optional<std::size_t> RatingEditor::stepOfKey(const risk::Component& component, int digit)
{
  for (std::size_t step = 0; step < component.values.size(); ++step)
    if (keyOf(component, step) == digit)
      return step;
  return std::nullopt;
}

const RatedImage* RatingEditor::shown() const
{
  return anySelected() ? &m_quality.images().image(m_quality.selection().back()) : nullptr;
}

QString RatingEditor::originOf(const risk::Component& component, const risk::Rating& rating,
                               const RatedImage& image) const
{
  QString text;
  if (rating.level == risk::Level::Image && image.painted.contains(component.id)) {
    text = tr("from a region"); // its worst pixel
  } else if (isMeasured(rating)) {
    text = ImageTableModel::estimatorWord(rating.source);
    if (!isReviewed(image, component.id))
      text = tr("%1, not reviewed").arg(text);
  } else if (rating.level == risk::Level::Series) {
    text = tr("from series");
  } else if (rating.level == risk::Level::Study) {
    text = tr("from study");
  } else if (rating.source == "table") {
    text = tr("from a table");
  } else if (rating.source == "report") {
    text = tr("from a report");
  }
  if (!rating.author.empty() && rating.author != m_quality.author().toStdString())
    text = text.isEmpty() ? tr("by %1").arg(QString::fromStdString(rating.author))
                          : tr("%1, by %2").arg(text, QString::fromStdString(rating.author));
  return text;
}

ComponentState RatingEditor::stateOf(const risk::Component& component) const
{
  ComponentState state;
  const bool measured = component.kind == risk::ComponentKind::Measured;
  state.word = measured ? tr("not measured") : tr("not rated");
  if (!anySelected())
    return state;
  int rated = 0;
  for (const int row : m_quality.selection()) {
    const risk::QualityVector& quality = m_quality.images().image(row).quality;
    const auto rating = quality.find(component.id);
    if (rating == quality.end())
      continue;
    state.differs |= state.value && *state.value != rating->second.value;
    state.value = rating->second.value;
    ++rated;
  }
  state.differs |= rated > 0 && rated < static_cast<int>(m_quality.selection().size());
  if (state.differs) {
    state.value.reset();
    state.word = tr("several values");
    return state;
  }
  const RatedImage& image = *shown();
  if (const risk::Remark* const sure = remarkOf(image, risk::RemarkKind::Confidence, component.id,
                                                m_quality.author().toStdString()))
    state.confidence = std::strtod(sure->text.c_str(), nullptr);
  if (!state.value)
    return state;
  const risk::Rating& rating = image.quality.at(component.id);
  state.word = wordOf(component, *state.value, m_quality.unit());
  state.origin = originOf(component, rating, image);
  state.isProposal =
      isMeasured(rating) ? !isReviewed(image, component.id) : rating.level != risk::Level::Image;
  return state;
}

QString RatingEditor::focusedWords() const
{
  const risk::Component* const keyed = component(focused());
  if (keyed == nullptr || !anySelected())
    return {};
  const ComponentState state = stateOf(*keyed);
  const QString value =
      state.origin.isEmpty() ? state.word : tr("%1, %2").arg(state.word, state.origin);
  return tr("%1: %2").arg(coreText(keyed->label), value);
}

QString RatingEditor::comment() const
{
  if (const RatedImage* const image = shown())
    if (const risk::Remark* const said =
            remarkOf(*image, risk::RemarkKind::Comment, {}, m_quality.author().toStdString()))
      return QString::fromStdString(said->text);
  return {};
}

bool RatingEditor::isLater() const
{
  return anySelected() && std::ranges::all_of(m_quality.selection(), [this](int row) {
           return m_quality.images().image(row).later;
         });
}

int RatingEditor::laterCount() const
{
  return static_cast<int>(
      std::ranges::count_if(m_quality.images().content().images,
                            [](const RatedImage& one) { return one.later && !one.leftOut; }));
}

int RatingEditor::unratedCount() const
{
  const std::string id = focused().toStdString();
  return static_cast<int>(
      std::ranges::count_if(m_quality.images().content().images, [&id](const RatedImage& one) {
        return !one.leftOut && !one.quality.contains(id);
      }));
}

QString RatingEditor::hint() const
{
  const risk::Component* const keyed = component(focused());
  return keyed == nullptr ? QString() : coreText(risk::unmatchedSentence(*keyed));
}

} // namespace limpid::viewmodels
