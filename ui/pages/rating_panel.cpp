#include "ui/pages/rating_panel.h"

#include "ui/pages/fields.h"
#include "ui/pages/named.h"
#include "ui/pages/rating_row.h"
#include "ui/viewmodels/core_text.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QTextEdit>
#include <QVBoxLayout>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::QualityViewModel;
using viewmodels::RatingEditor;

namespace {

/// Whoever types there means letters, not shortcuts.
bool takesText(const QWidget* widget)
{
  if (const auto* box = qobject_cast<const QComboBox*>(widget))
    return box->isEditable();
  return qobject_cast<const QLineEdit*>(widget) != nullptr ||
         qobject_cast<const QAbstractSpinBox*>(widget) != nullptr ||
         qobject_cast<const QTextEdit*>(widget) != nullptr ||
         qobject_cast<const QPlainTextEdit*>(widget) != nullptr;
}

} // namespace

RatingPanel::RatingPanel(QualityViewModel& quality, QWidget* parent)
    : QWidget(parent), m_quality(quality), m_editor(quality)
{
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(6);
  m_heading = named(new QLabel, u"quality.selection"_s, tr("Selection"));
  m_heading->setWordWrap(true);
  layout->addWidget(m_heading);
  m_scroll = new QScrollArea;
  m_scroll->setFrameShape(QFrame::NoFrame);
  m_scroll->setWidgetResizable(true);
  m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_scroll->setFocusPolicy(Qt::NoFocus);
  m_rowsWidget = new QWidget;
  m_rowsPlace = new QVBoxLayout(m_rowsWidget);
  m_rowsPlace->setContentsMargins(0, 0, 0, 0);
  m_rowsPlace->setSpacing(0);
  m_rowsPlace->addStretch();
  m_scroll->setWidget(m_rowsWidget);
  layout->addWidget(m_scroll, 1);
  m_hint = named(new QLabel, u"quality.hint"_s, tr("What this component does"));
  m_hint->setProperty("role", u"caption"_s);
  m_hint->setWordWrap(true);
  layout->addWidget(m_hint);
  layout->addWidget(buildProposal());
  m_remarks = buildRemarks();
  m_foot = buildFoot();
  layout->addWidget(m_remarks);
  layout->addWidget(m_foot);
  for (const QWidget* part : {static_cast<QWidget*>(m_proposal), m_remarks, m_foot})
    leaveKeyboard(*part);
  for (QComboBox* box : {m_confidence, m_level})
    passWheelOn(*box);
  connectFields();
  installEventFilter(this);
  connect(&m_editor, &RatingEditor::changed, this, [this] {
    rebuildRows();
    showAll();
  });
  rebuildRows();
  showAll();
}

QWidget* RatingPanel::buildProposal()
{
  m_proposal = named(new QFrame, u"quality.proposalFrame"_s, tr("What would change"));
  m_proposal->setProperty("role", u"proposal"_s);
  auto* layout = new QVBoxLayout(m_proposal);
  layout->setContentsMargins(8, 6, 8, 6);
  layout->setSpacing(6);
  m_proposalText = named(new QLabel, u"quality.proposal"_s, tr("What would change"));
  m_proposalText->setWordWrap(true);
  auto* drop = named(new QPushButton(tr("Drop (Esc)")), u"quality.drop"_s, tr("Change nothing"));
  auto* accept =
      named(new QPushButton(tr("Store (Space)")), u"quality.accept"_s, tr("Store the change"));
  auto* line = new QHBoxLayout;
  line->addStretch();
  line->addWidget(drop);
  line->addWidget(accept);
  layout->addWidget(m_proposalText);
  layout->addLayout(line);
  connect(drop, &QPushButton::clicked, &m_editor, &RatingEditor::drop);
  connect(accept, &QPushButton::clicked, &m_editor, &RatingEditor::accept);
  return m_proposal;
}

QWidget* RatingPanel::buildRemarks()
{
  auto* remarks = new QWidget;
  auto* line = new QHBoxLayout(remarks);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(6);
  m_confidence = choice(u"quality.confidence"_s, tr("How sure you are"),
                        {{tr("How sure?"), QVariant()},
                         {tr("unsure"), 0.25},
                         {tr("fairly sure"), 0.5},
                         {tr("sure"), 1.0}});
  m_comment = named(new QLineEdit, u"quality.comment"_s, tr("Comment"));
  m_comment->setPlaceholderText(tr("Comment (C)"));
  m_comment->installEventFilter(this);
  line->addWidget(m_confidence);
  line->addWidget(m_comment, 1);
  return remarks;
}

QWidget* RatingPanel::buildFoot()
{
  auto* foot = new QWidget;
  auto* line = new QHBoxLayout(foot);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(6);
  m_level = choice(u"quality.level"_s, tr("What values are set for"),
                   {{tr("This image"), static_cast<int>(risk::Level::Image)},
                    {tr("Its series"), static_cast<int>(risk::Level::Series)},
                    {tr("Its study"), static_cast<int>(risk::Level::Study)}});
  m_level->setToolTip(tr("Values are set for this; what is set closer to an image wins."));
  m_copy = named(new QPushButton(tr("Copy (P)")), u"quality.copyPrevious"_s,
                 tr("Copy the ratings of the previous image"));
  m_copy->setToolTip(tr("The ratings of the previous image"));
  m_later = named(new QPushButton(tr("Later (L)")), u"quality.later"_s, tr("Put off"));
  m_later->setCheckable(true);
  line->addWidget(m_level, 1);
  line->addWidget(m_copy);
  line->addWidget(m_later);
  return foot;
}

void RatingPanel::connectFields()
{
  connect(m_level, &QComboBox::activated, &m_editor,
          [this] { m_editor.setLevel(static_cast<risk::Level>(m_level->currentData().toInt())); });
  connect(m_confidence, &QComboBox::activated, &m_editor, [this] {
    const QVariant sure = m_confidence->currentData();
    m_editor.setConfidence(m_editor.focused(),
                           sure.isValid() ? std::optional(sure.toDouble()) : std::nullopt);
  });
  connect(m_comment, &QLineEdit::editingFinished, &m_editor,
          [this] { m_editor.setComment(m_comment->text()); });
  connect(m_copy, &QPushButton::clicked, &m_editor, &RatingEditor::copyFromPrevious);
  connect(m_later, &QPushButton::clicked, &m_editor, &RatingEditor::toggleLater);
}

void RatingPanel::takeKeysOf(QWidget* view)
{
  view->installEventFilter(this);
  m_lastView = view;
}

bool RatingPanel::eventFilter(QObject* watched, QEvent* event)
{
  if (event->type() == QEvent::FocusIn && watched != this && watched != m_comment)
    m_lastView = qobject_cast<QWidget*>(watched);
  if (event->type() == QEvent::KeyPress) {
    const auto& key = *static_cast<QKeyEvent*>(event);
    const bool enter = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
    if (watched == m_comment) {
      if (!enter && key.key() != Qt::Key_Escape)
        return false;
      if (!enter)
        m_comment->setText(m_editor.comment());
      if (m_lastView != nullptr)
        m_lastView->setFocus(); // which ends the editing
      return true;
    }
    if (auto* view = qobject_cast<QWidget*>(watched); view != this)
      m_lastView = view;
    if (!takesText(QApplication::focusWidget()) && handleKey(key))
      return true;
  }
  return QWidget::eventFilter(watched, event);
}

bool RatingPanel::handleKey(const QKeyEvent& key)
{
  const Qt::KeyboardModifiers pressed = key.modifiers() & ~Qt::KeypadModifier;
  const bool shift = pressed == Qt::ShiftModifier;
  if (!shift && pressed != Qt::NoModifier)
    return false;
  if (!shift && key.key() >= Qt::Key_0 && key.key() <= Qt::Key_9) {
    m_editor.pressDigit(key.key() - Qt::Key_0);
    return true;
  }
  return handleLetter(key.key(), shift);
}

bool RatingPanel::handleLetter(int key, bool shift)
{
  switch (key) {
  case Qt::Key_Space:
    m_editor.accept();
    return true;
  case Qt::Key_Backspace:
  case Qt::Key_Delete:
    m_editor.clear();
    return true;
  case Qt::Key_Escape:
    if (!m_editor.proposal())
      return false; // the page may want it
    m_editor.drop();
    return true;
  case Qt::Key_U:
    shift ? m_quality.redo() : m_quality.undo();
    return true;
  case Qt::Key_L:
    shift ? m_editor.goToNextLater() : m_editor.toggleLater();
    return true;
  case Qt::Key_P:
    m_editor.copyFromPrevious();
    return true;
  case Qt::Key_N:
    m_editor.goToNextUnrated();
    return true;
  case Qt::Key_C:
    if (m_comment->isEnabled())
      m_comment->setFocus(Qt::ShortcutFocusReason);
    return true;
  case Qt::Key_Comma:
    m_editor.focusNext(-1);
    return true;
  case Qt::Key_Period:
    m_editor.focusNext(1);
    return true;
  default:
    return false;
  }
}

void RatingPanel::rebuildRows()
{
  QString schema;
  for (const risk::Component& component : m_editor.schema())
    schema += QString::fromStdString(risk::toJson(component).dump()) + u'\n';
  if (schema == m_builtFor)
    return;
  m_builtFor = schema;
  for (RatingRow* row : m_rows)
    row->deleteLater();
  m_rows.clear();
  for (const risk::Component& component : m_editor.schema()) {
    auto* row = new RatingRow(component);
    m_rowsPlace->insertWidget(static_cast<int>(m_rows.size()), row);
    m_rows.push_back(row);
    connect(row, &RatingRow::focusRequested, &m_editor, &RatingEditor::focus);
    connect(row, &RatingRow::valueChosen, &m_editor, &RatingEditor::setValue);
  }
}

void RatingPanel::showAll()
{
  const auto selected = static_cast<int>(m_quality.selection().size());
  const QString focused = m_editor.focused();
  const risk::Component* const keyed = m_editor.component(focused);
  QString heading = selected == 0 ? tr("Click an image, then press 0–4 to rate it.")
                                  : tr("%Ln image(s) selected", nullptr, selected);
  if (keyed != nullptr && selected > 0)
    heading += u" · "_s + tr("%Ln left in %1", nullptr, m_editor.unratedCount())
                              .arg(viewmodels::coreText(keyed->label));
  m_heading->setText(heading);
  for (RatingRow* row : m_rows)
    if (const risk::Component* const component = m_editor.component(row->component())) {
      row->setEnabled(selected > 0);
      row->show(m_editor.stateOf(*component), *component, m_quality.unit(),
                row->component() == focused);
      if (row->component() == focused && m_shownFocus != focused)
        m_scroll->ensureWidgetVisible(row, 0, 0);
    }
  m_shownFocus = focused;
  m_hint->setText(m_editor.hint());
  m_hint->setVisible(!m_hint->text().isEmpty());
  showProposal();
  showRemarks();
}

void RatingPanel::showProposal()
{
  const bool pending = m_editor.proposal().has_value();
  m_proposal->setVisible(pending);
  for (QWidget* other : {static_cast<QWidget*>(m_hint), m_remarks, m_foot})
    if (pending)
      other->hide(); // one question at a time, with room to be read
    else if (other != m_hint)
      other->show();
  if (m_editor.proposal())
    m_proposalText->setText(m_editor.proposal()->sentence);
}

void RatingPanel::showRemarks()
{
  const bool any = m_editor.anySelected();
  for (QWidget* field : {static_cast<QWidget*>(m_confidence), static_cast<QWidget*>(m_comment),
                         static_cast<QWidget*>(m_later), static_cast<QWidget*>(m_copy)})
    field->setEnabled(any);
  selectQuietly(m_level, static_cast<int>(m_editor.level()));
  const risk::Component* const keyed = m_editor.component(m_editor.focused());
  const auto sure = keyed == nullptr ? std::nullopt : m_editor.stateOf(*keyed).confidence;
  int nearest = 0; // how others wrote it may lie between our words
  for (int item = 1; sure && item < m_confidence->count(); ++item)
    if (nearest == 0 || std::abs(m_confidence->itemData(item).toDouble() - *sure) <
                            std::abs(m_confidence->itemData(nearest).toDouble() - *sure))
      nearest = item;
  const QSignalBlocker quiet(m_confidence);
  m_confidence->setCurrentIndex(nearest);
  if (!m_comment->hasFocus())
    m_comment->setText(m_editor.comment());
  m_later->setChecked(m_editor.isLater());
  const int later = m_editor.laterCount();
  m_later->setText(later == 0 ? tr("Later (L)") : tr("Later (L) · %1").arg(later));
  m_later->setToolTip(tr("Put off; Shift+L goes to what was put off."));
}

} // namespace limpid::pages
