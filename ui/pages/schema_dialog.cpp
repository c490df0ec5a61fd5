#include "ui/pages/schema_dialog.h"

#include "ui/pages/fields.h"
#include "ui/pages/named.h"
#include "ui/viewmodels/core_text.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::coreText;
using viewmodels::QualityViewModel;
using viewmodels::SchemaEditor;

namespace {

constexpr QSize dialogSize(840, 600);
constexpr int listWidth = 232;
constexpr int rowHeight = 32;
constexpr int listRowHeight = 28;
constexpr int movesHeight = 120;
constexpr QSize smallButton(32, 30);

enum ScaleColumn { ValueColumn, WordColumn, ScaleColumns };
enum MoveColumn { FromColumn, CountColumn, ToColumn, MoveColumns };

QTableWidget* smallTable(const QString& name, const QString& word, const QStringList& headers)
{
  auto* table = named(new QTableWidget(0, static_cast<int>(headers.size())), name, word);
  table->setHorizontalHeaderLabels(headers);
  table->verticalHeader()->hide();
  table->verticalHeader()->setDefaultSectionSize(rowHeight);
  table->horizontalHeader()->setStretchLastSection(true);
  table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table->setShowGrid(false);
  return table;
}

QString stepText(const risk::Component& component, std::size_t step)
{
  const QString number = QLocale().toString(component.values[step], 'g', 6);
  const bool hasWord = step < component.words.size() && !component.words[step].empty();
  return hasWord ? QString(number + u' ' + coreText(component.words[step])) : number;
}

/// In the language of the window where it is one of Limpid's own.
QString wordOf(const risk::Component* component, int step)
{
  const auto place = static_cast<std::size_t>(step);
  return component != nullptr && place < component->words.size() ? coreText(component->words[place])
                                                                 : QString();
}

} // namespace

SchemaDialog::SchemaDialog(QualityViewModel& quality, QWidget* parent)
    : QDialog(parent), m_quality(quality), m_schema(quality.project(), quality.schema())
{
  named(this, u"schema"_s, tr("Components of the quality"));
  setWindowTitle(tr("Components of the quality"));
  setAttribute(Qt::WA_DeleteOnClose);
  resize(dialogSize);
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(16, 16, 16, 16);
  rows->setSpacing(12);
  auto* columns = new QHBoxLayout;
  columns->setSpacing(16);
  columns->addWidget(buildList());
  columns->addWidget(buildForm(), 1);
  rows->addLayout(columns, 1);
  rows->addWidget(buildMoves());
  rows->addWidget(buildButtons());
  connectForm();
  connect(&m_schema, &SchemaEditor::changed, this, &SchemaDialog::showDraft);
  showDraft();
}

QToolButton* SchemaDialog::listButton(const QString& name, const QString& text, const QString& word)
{
  auto* button = named(new QToolButton, name, word);
  button->setText(text);
  button->setToolTip(word);
  button->setFixedSize(smallButton);
  return button;
}

QWidget* SchemaDialog::buildList()
{
  auto* side = new QWidget;
  side->setFixedWidth(listWidth);
  auto* rows = new QVBoxLayout(side);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(8);
  m_list = named(new QListWidget, u"schema.components"_s, tr("Components"));
  rows->addWidget(m_list, 1);
  auto* line = new QHBoxLayout;
  line->setSpacing(4);
  auto* add = named(new QPushButton(tr("Add")), u"schema.add"_s, tr("Add a component"));
  auto* remove = named(new QPushButton(tr("Remove")), u"schema.remove"_s, tr("Remove it"));
  auto* up = listButton(u"schema.up"_s, u"↑"_s, tr("Further up"));
  auto* down = listButton(u"schema.down"_s, u"↓"_s, tr("Further down"));
  for (QWidget* button : {static_cast<QWidget*>(add), static_cast<QWidget*>(remove),
                          static_cast<QWidget*>(up), static_cast<QWidget*>(down)})
    line->addWidget(button);
  rows->addLayout(line);
  connect(m_list, &QListWidget::currentRowChanged, &m_schema, &SchemaEditor::select);
  connect(add, &QPushButton::clicked, &m_schema, [this] {
    m_schema.add(tr("New rating"));
    m_label->setFocus();
    m_label->selectAll();
  });
  connect(remove, &QPushButton::clicked, &m_schema, &SchemaEditor::remove);
  connect(up, &QToolButton::clicked, &m_schema, &SchemaEditor::moveUp);
  connect(down, &QToolButton::clicked, &m_schema, &SchemaEditor::moveDown);
  return side;
}

QWidget* SchemaDialog::buildForm()
{
  m_form = new QWidget;
  auto* rows = new QVBoxLayout(m_form);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(8);
  auto* fields = new QFormLayout;
  fields->setSpacing(8);
  m_label = named(new QLineEdit, u"schema.label"_s, tr("Name"));
  m_use = choice(
      u"schema.use"_s, tr("What it is used for"),
      {{tr("measured noise: is subtracted and gates"), static_cast<int>(risk::ComponentUse::Noise)},
       {tr("limit: gates, once it is matched by eye"), static_cast<int>(risk::ComponentUse::Limit)},
       {tr("nothing: a note"), static_cast<int>(risk::ComponentUse::None)}});
  m_good = choice(u"schema.good"_s, tr("Which end is good"),
                  {{tr("low values are good"), true}, {tr("high values are good"), false}});
  m_unit = named(new QLineEdit, u"schema.unit"_s, tr("Unit"));
  m_unit->setPlaceholderText(tr("none"));
  fields->addRow(tr("Name"), m_label);
  fields->addRow(tr("Used for"), m_use);
  fields->addRow(tr("Good end"), m_good);
  fields->addRow(tr("Unit"), m_unit);
  rows->addLayout(fields);
  rows->addWidget(buildScale(), 1);
  return m_form;
}

QWidget* SchemaDialog::buildScale()
{
  auto* scale = new QWidget;
  auto* rows = new QVBoxLayout(scale);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(4);
  auto* head = new QHBoxLayout;
  auto* label = new QLabel(tr("Scale"));
  label->setProperty("role", u"label"_s);
  m_addStep = listButton(u"schema.addStep"_s, u"+"_s, tr("Add a step"));
  m_removeStep = listButton(u"schema.removeStep"_s, u"−"_s, tr("Remove the step"));
  head->addWidget(label);
  head->addStretch();
  head->addWidget(m_addStep);
  head->addWidget(m_removeStep);
  m_scale = smallTable(u"schema.scale"_s, tr("Steps of the scale"), {tr("Value"), tr("Word")});
  m_noScale = named(new QLabel(tr("It is measured as a number: there are no steps.")),
                    u"schema.noScale"_s, tr("Scale"));
  m_noScale->setProperty("role", u"emptySentence"_s);
  m_noScale->setAlignment(Qt::AlignLeft | Qt::AlignTop);
  rows->addLayout(head);
  rows->addWidget(m_scale, 1);
  rows->addWidget(m_noScale, 1);
  return scale;
}

QWidget* SchemaDialog::buildMoves()
{
  m_movesFrame = new QWidget;
  auto* rows = new QVBoxLayout(m_movesFrame);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(4);
  auto* label = new QLabel(tr("Where rated values go"));
  label->setProperty("role", u"label"_s);
  m_moves = smallTable(u"schema.moves"_s, tr("Where rated values go"),
                       {tr("Rated"), tr("Values"), tr("Become")});
  m_moves->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_moves->setSelectionMode(QAbstractItemView::NoSelection);
  m_moves->setFixedHeight(movesHeight);
  rows->addWidget(label);
  rows->addWidget(m_moves);
  return m_movesFrame;
}

QWidget* SchemaDialog::buildButtons()
{
  auto* foot = new QWidget;
  auto* line = new QHBoxLayout(foot);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(12);
  m_consequences = named(new QLabel, u"schema.consequences"_s, tr("What would change"));
  m_consequences->setWordWrap(true);
  auto* cancel = named(new QPushButton(tr("Cancel")), u"schema.cancel"_s, tr("Change nothing"));
  m_store = named(new QPushButton(tr("Store")), u"schema.store"_s, tr("Store"));
  m_store->setProperty("role", u"primary"_s);
  m_store->setAutoDefault(false); // Enter ends the editing of a field
  line->addWidget(m_consequences, 1);
  line->addWidget(cancel);
  line->addWidget(m_store);
  cancel->setAutoDefault(false);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(m_store, &QPushButton::clicked, this, &SchemaDialog::store);
  return foot;
}

void SchemaDialog::connectForm()
{
  connect(m_label, &QLineEdit::textEdited, &m_schema, &SchemaEditor::setLabel);
  connect(m_unit, &QLineEdit::textEdited, &m_schema, &SchemaEditor::setUnit);
  connect(m_use, &QComboBox::activated, &m_schema, [this] {
    m_schema.setUse(static_cast<risk::ComponentUse>(m_use->currentData().toInt()));
  });
  connect(m_good, &QComboBox::activated, &m_schema,
          [this] { m_schema.setGoodIsLow(m_good->currentData().toBool()); });
  connect(m_scale, &QTableWidget::cellChanged, this, &SchemaDialog::takeCell);
  connect(m_addStep, &QToolButton::clicked, &m_schema, &SchemaEditor::addStep);
  connect(m_removeStep, &QToolButton::clicked, &m_schema,
          [this] { m_schema.removeStep(m_scale->currentRow()); });
}

void SchemaDialog::takeCell(int row, int column)
{
  const QString text = m_scale->item(row, column)->text();
  if (column == WordColumn) {
    if (text != wordOf(m_schema.component(), row)) // a word of Limpid's own stays, in any language
      m_schema.setStepWord(row, text);
    return;
  }
  bool isNumber = false;
  const double value = QLocale().toDouble(text, &isNumber);
  if (isNumber)
    m_schema.setStepValue(row, value);
  else
    showScale(); // what was there
}

void SchemaDialog::showDraft()
{
  showList();
  showComponent();
  showScale();
  showMoves();
  const QString obstacle = m_schema.obstacle();
  m_store->setEnabled(obstacle.isEmpty());
  m_store->setToolTip(obstacle);
  const QStringList consequences = m_schema.consequences();
  m_consequences->setText(!obstacle.isEmpty()      ? obstacle
                          : consequences.isEmpty() ? tr("Nothing that is rated changes.")
                                                   : consequences.join(u'\n'));
}

void SchemaDialog::showList()
{
  const QSignalBlocker quiet(m_list);
  const auto& draft = m_schema.draft();
  while (m_list->count() > static_cast<int>(draft.size()))
    delete m_list->takeItem(m_list->count() - 1);
  for (int row = 0; row < static_cast<int>(draft.size()); ++row) {
    if (row == m_list->count())
      m_list->addItem(QString());
    m_list->item(row)->setSizeHint({0, listRowHeight});
    m_list->item(row)->setText(coreText(draft[static_cast<std::size_t>(row)].label));
  }
  m_list->setCurrentRow(m_schema.current());
}

void SchemaDialog::showComponent()
{
  const risk::Component* const one = m_schema.component();
  m_form->setEnabled(one != nullptr);
  if (one == nullptr)
    return;
  const auto showText = [](QLineEdit& field, const std::string& text) {
    const QString shown = field.text().trimmed(); // the cursor stays where it is
    if (shown != QString::fromStdString(text) && shown != coreText(text))
      field.setText(coreText(text));
  };
  showText(*m_label, one->label);
  showText(*m_unit, one->unit);
  const bool measured = one->kind == risk::ComponentKind::Measured;
  selectQuietly(m_use, static_cast<int>(one->use));
  selectQuietly(m_good, one->goodIsLow);
  m_good->setEnabled(!measured);
  m_addStep->setVisible(!measured);
  m_removeStep->setVisible(!measured);
  m_removeStep->setEnabled(!one->values.empty());
  m_scale->setVisible(!measured);
  m_noScale->setVisible(measured);
}

void SchemaDialog::showScale()
{
  const risk::Component* const one = m_schema.component();
  const QSignalBlocker quiet(m_scale);
  const int steps = one == nullptr ? 0 : static_cast<int>(one->values.size());
  m_scale->setRowCount(steps);
  for (int step = 0; step < steps; ++step) {
    const auto place = static_cast<std::size_t>(step);
    const QString word = wordOf(one, step);
    for (const auto& [column, text] :
         {std::pair(static_cast<int>(ValueColumn), QLocale().toString(one->values[place], 'g', 6)),
          std::pair(static_cast<int>(WordColumn), word)}) {
      if (m_scale->item(step, column) == nullptr)
        m_scale->setItem(step, column, new QTableWidgetItem);
      if (m_scale->item(step, column)->text() != text)
        m_scale->item(step, column)->setText(text);
    }
  }
}

void SchemaDialog::showMoves()
{
  const std::vector<risk::StepMove> moves = m_schema.moves();
  const risk::Component* const one = m_schema.component();
  m_movesFrame->setVisible(!moves.empty() && one != nullptr);
  m_moves->setRowCount(0); // the boxes go with their rows
  if (one == nullptr)
    return;
  m_moves->setRowCount(static_cast<int>(moves.size()));
  for (int row = 0; row < static_cast<int>(moves.size()); ++row)
    fillMove(row, moves[static_cast<std::size_t>(row)], *one);
}

void SchemaDialog::fillMove(int row, const risk::StepMove& move, const risk::Component& component)
{
  const auto& stored = m_quality.schema();
  const auto before = std::ranges::find(stored, component.id, &risk::Component::id);
  const auto step = before == stored.end() ? std::nullopt : risk::stepOf(*before, move.from);
  const QString from = step ? stepText(*before, *step) : QLocale().toString(move.from, 'g', 6);
  m_moves->setItem(row, FromColumn, new QTableWidgetItem(from));
  m_moves->setItem(row, CountColumn, new QTableWidgetItem(QLocale().toString(move.values)));
  auto* to = named(new QComboBox, u"schema.move.%1"_s.arg(row), tr("What %1 becomes").arg(from));
  to->addItem(tr("unrated"), QVariant());
  for (std::size_t place = 0; place < component.values.size(); ++place) {
    to->addItem(stepText(component, place), component.values[place]);
    if (move.to == component.values[place])
      to->setCurrentIndex(static_cast<int>(place) + 1);
  }
  m_moves->setCellWidget(row, ToColumn, to);
  connect(
      to, &QComboBox::activated, &m_schema,
      [this, to, value = move.from] {
        const QVariant chosen = to->currentData();
        m_schema.setMove(value, chosen.isValid() ? std::optional(chosen.toDouble()) : std::nullopt);
      },
      Qt::QueuedConnection); // the box itself goes when the table is filled anew
}

void SchemaDialog::store()
{
  m_quality.changeSchema(m_schema.change());
  accept();
}

} // namespace limpid::pages
