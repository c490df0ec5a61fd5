// What the rating editor stores, and where it goes next.

#include "ui/viewmodels/rating_editor.h"

#include <fmt/format.h>

#include <algorithm>

namespace limpid::viewmodels {

void RatingEditor::pressDigit(int digit)
{
  const QString id = focused();
  const risk::Component* const keyed = component(id);
  if (keyed == nullptr)
    return;
  if (const auto step = stepOfKey(*keyed, digit))
    setValue(id, keyed->values[*step]);
}

void RatingEditor::clear()
{
  setValue(focused(), std::nullopt);
}

void RatingEditor::setValue(const QString& id, std::optional<double> value)
{
  if (!anySelected() || component(id) == nullptr)
    return;
  m_focused = id;
  propose(id, value);
  if (m_proposal->preview.rows.size() == 1) {
    const Proposal single = *m_proposal;
    m_proposal.reset();
    store(single);
  }
  Q_EMIT changed();
}

void RatingEditor::propose(const QString& id, std::optional<double> value)
{
  const KindContent& content = m_quality.images().content();
  const risk::Component& edited = *component(id);
  Proposal proposal{id, value, m_level, {}, {}};
  proposal.preview = previewEdit(content, m_quality.selection(), edited, value, m_level);
  proposal.sentence = sentenceOf(proposal.preview, edited, value, m_quality.unit());
  m_proposal = std::move(proposal);
}

risk::Edit RatingEditor::editOf(const Proposal& proposal) const
{
  risk::Edit edit;
  for (const risk::Target& target :
       targetsOf(m_quality.images().content(), m_quality.selection(), proposal.level))
    edit.values.push_back({target, proposal.component.toStdString(), proposal.value, "person",
                           m_quality.author().toStdString()});
  return edit;
}

/// What is rated is no longer put off.
void RatingEditor::addLaterDone(risk::Edit& edit, const std::vector<int>& rows) const
{
  for (const int row : rows)
    for (const risk::Remark& one : m_quality.images().image(row).remarks)
      if (one.kind == risk::RemarkKind::Later)
        edit.remarks.push_back({one.target, one.component, one.kind, std::nullopt, one.author});
}

void RatingEditor::store(const Proposal& proposal)
{
  risk::Edit edit = editOf(proposal);
  if (proposal.value && proposal.level == risk::Level::Image)
    addLaterDone(edit, m_quality.selection());
  const bool uncertain = !proposal.value || proposal.level != risk::Level::Image;
  m_quality.storeEdit(edit, proposal.preview.rows, uncertain);
}

void RatingEditor::accept()
{
  if (m_proposal) {
    const Proposal accepted = *m_proposal;
    m_proposal.reset();
    store(accepted);
  } else {
    acceptShown();
  }
  goToNextUnrated();
  Q_EMIT changed();
}

void RatingEditor::acceptShown()
{
  const risk::Component* const keyed = component(focused());
  if (keyed == nullptr || !anySelected())
    return;
  const std::string author = m_quality.author().toStdString();
  risk::Edit edit;
  for (const int row : m_quality.selection()) {
    const RatedImage& image = m_quality.images().image(row);
    const auto rating = image.quality.find(keyed->id);
    if (rating == image.quality.end())
      continue;
    const risk::Target target{risk::Level::Image, image.record.key.uid, image.record.key.frame};
    if (keyed->kind == risk::ComponentKind::Measured) // its source tells how to measure it again
      edit.remarks.push_back({target, keyed->id, risk::RemarkKind::Reviewed, "", author});
    else if (rating->second.level != risk::Level::Image)
      edit.values.push_back({target, keyed->id, rating->second.value, "person", author});
  }
  if (!edit.values.empty() || !edit.remarks.empty())
    m_quality.storeEdit(edit, m_quality.selection(), false);
}

void RatingEditor::drop()
{
  m_proposal.reset();
  Q_EMIT changed();
}

void RatingEditor::remark(risk::RemarkKind kind, const std::string& id,
                          const std::optional<std::string>& text)
{
  if (!anySelected())
    return;
  risk::Edit edit;
  for (const int row : m_quality.selection()) {
    const study::ImageKey& key = m_quality.images().image(row).record.key;
    edit.remarks.push_back({{risk::Level::Image, key.uid, key.frame},
                            id,
                            kind,
                            text,
                            m_quality.author().toStdString()});
  }
  m_quality.storeEdit(edit, m_quality.selection(), false);
}

void RatingEditor::setConfidence(const QString& id, std::optional<double> confidence)
{
  remark(risk::RemarkKind::Confidence, id.toStdString(),
         confidence ? std::optional(fmt::format("{}", *confidence)) : std::nullopt);
}

void RatingEditor::setComment(const QString& text)
{
  if (text.trimmed() == comment())
    return;
  remark(risk::RemarkKind::Comment, {},
         text.trimmed().isEmpty() ? std::nullopt : std::optional(text.trimmed().toStdString()));
}

void RatingEditor::toggleLater()
{
  if (!isLater()) {
    remark(risk::RemarkKind::Later, {}, "");
    return;
  }
  risk::Edit edit; // the list is everybody's: whoever put it there
  addLaterDone(edit, m_quality.selection());
  m_quality.storeEdit(edit, m_quality.selection(), false);
}

void RatingEditor::copyFromPrevious()
{
  if (!anySelected())
    return;
  const std::vector<int> order = m_quality.order();
  const auto at = std::ranges::find(order, m_quality.selection().back());
  if (at == order.end() || at == order.begin())
    return;
  const RatedImage& before = m_quality.images().image(*std::prev(at));
  const std::vector<int> row{m_quality.selection().back()};
  const study::ImageKey& key = m_quality.images().image(row.front()).record.key;
  risk::Edit edit;
  for (const risk::Component& one : schema()) {
    const auto rating = before.quality.find(one.id);
    if (one.kind == risk::ComponentKind::Rated && rating != before.quality.end())
      edit.values.push_back({{risk::Level::Image, key.uid, key.frame},
                             one.id,
                             rating->second.value,
                             "person",
                             m_quality.author().toStdString()});
  }
  if (edit.values.empty())
    return;
  addLaterDone(edit, row);
  m_quality.storeEdit(edit, row, false);
}

template<typename Matches>
bool RatingEditor::goToNext(Matches matches)
{
  const std::vector<int> order = m_quality.order();
  if (order.empty())
    return false;
  const auto now = anySelected() ? std::ranges::find(order, m_quality.selection().back())
                                 : std::prev(order.end());
  const auto start =
      now == order.end() ? order.size() - 1 : static_cast<std::size_t>(now - order.begin());
  for (std::size_t further = 1; further <= order.size(); ++further) {
    const int row = order[(start + further) % order.size()];
    if (!matches(m_quality.images().image(row)))
      continue;
    m_quality.setSelection({row});
    return true;
  }
  return false;
}

void RatingEditor::goToNextUnrated()
{
  const std::string id = focused().toStdString();
  const risk::Component* const keyed = component(focused());
  const bool measured = keyed != nullptr && keyed->kind == risk::ComponentKind::Measured;
  goToNext([&](const RatedImage& image) {
    if (!measured)
      return !image.quality.contains(id) && !image.later;
    return std::ranges::none_of(image.remarks, [&id](const risk::Remark& one) {
      return one.kind == risk::RemarkKind::Reviewed && one.component == id;
    });
  });
}

void RatingEditor::goToNextLater()
{
  goToNext([](const RatedImage& image) { return image.later; });
}

void RatingEditor::step(int places)
{
  const std::vector<int> order = m_quality.order();
  if (order.empty())
    return;
  const auto now =
      anySelected() ? std::ranges::find(order, m_quality.selection().back()) : order.end();
  const auto last = static_cast<int>(order.size()) - 1;
  const int place = now == order.end() ? 0 : static_cast<int>(now - order.begin()) + places;
  m_quality.setSelection({order[static_cast<std::size_t>(std::clamp(place, 0, last))]});
}

} // namespace limpid::viewmodels
