#include "ui/pages/table_import_dialog.h"

#include "ui/pages/fields.h"
#include "ui/pages/named.h"
#include "ui/widgets/card.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::ScaleEnd;
using viewmodels::ScaleQuestion;
using viewmodels::TableImportViewModel;

namespace {

constexpr QSize dialogSize(880, 640);
constexpr int shownRows = 5;
constexpr int columnWidth = 168;
constexpr int rowHeight = 28;
constexpr int thumbnailEdge = 64;
constexpr int thumbnailGap = 4;
constexpr int problemsHeight = 96;

} // namespace

/// The widgets of one question, as long as it is asked.
struct TableImportDialog::Question
{
  QString component;
  widgets::Card* card = nullptr;
  QToolButton* low = nullptr;
  QToolButton* high = nullptr;
};

TableImportDialog::TableImportDialog(std::unique_ptr<TableImportViewModel> table, QWidget* parent)
    : QDialog(parent), m_table(std::move(table))
{
  named(this, u"tableImport"_s, tr("Import ratings"));
  setWindowTitle(tr("Import ratings from %1").arg(m_table->fileName()));
  setAttribute(Qt::WA_DeleteOnClose);
  resize(dialogSize);
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(16, 16, 16, 16);
  rows->setSpacing(12);
  rows->addWidget(buildHead());
  rows->addWidget(buildRows());
  m_questionRows = new QVBoxLayout;
  m_questionRows->setSpacing(8);
  rows->addLayout(m_questionRows);
  m_problems = named(new QListWidget, u"tableImport.problems"_s, tr("Rows that can't be used"));
  m_problems->setMaximumHeight(problemsHeight);
  rows->addWidget(m_problems);
  rows->addStretch();
  rows->addWidget(buildButtons());
  connect(m_table.get(), &TableImportViewModel::changed, this, &TableImportDialog::showTable);
  connect(m_table.get(), &TableImportViewModel::thumbnailArrived, this,
          &TableImportDialog::showThumbnails);
  showTable();
}

TableImportDialog::~TableImportDialog() = default;

QWidget* TableImportDialog::buildHead()
{
  auto* head = new QWidget;
  auto* line = new QHBoxLayout(head);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(12);
  m_key = named(new QComboBox, u"tableImport.key"_s, tr("Column that names the image"));
  m_key->setSizeAdjustPolicy(QComboBox::AdjustToContents); // columns come later
  m_key->setToolTip(tr("A UID, or a path or file name, whole or only its end."));
  m_level = choice(u"tableImport.level"_s, tr("What a row describes"),
                   {{tr("one image"), static_cast<int>(risk::Level::Image)},
                    {tr("a series"), static_cast<int>(risk::Level::Series)},
                    {tr("a study"), static_cast<int>(risk::Level::Study)}});
  for (const auto& [word, field] :
       {std::pair(tr("The image is named by"), m_key), std::pair(tr("A row describes"), m_level)}) {
    auto* column = new QVBoxLayout;
    column->setSpacing(4);
    auto* label = new QLabel(word);
    label->setProperty("role", u"label"_s);
    label->setBuddy(field);
    column->addWidget(label);
    column->addWidget(field);
    line->addLayout(column);
  }
  line->addStretch();
  connect(m_key, &QComboBox::activated, m_table.get(),
          [this] { m_table->setKeyColumn(m_key->currentData().toInt()); });
  connect(m_level, &QComboBox::activated, m_table.get(),
          [this] { m_table->setLevel(static_cast<risk::Level>(m_level->currentData().toInt())); });
  return head;
}

QWidget* TableImportDialog::buildRows()
{
  m_rows = named(new QTableWidget, u"tableImport.rows"_s, tr("First rows of the table"));
  m_rows->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_rows->setSelectionMode(QAbstractItemView::NoSelection);
  m_rows->setShowGrid(false);
  m_rows->setWordWrap(false);
  m_rows->setTextElideMode(Qt::ElideMiddle); // UIDs differ at their ends
  m_rows->verticalHeader()->hide();
  m_rows->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  m_rows->horizontalHeader()->setDefaultSectionSize(columnWidth);
  m_rows->setFixedHeight((shownRows + 3) * rowHeight + 16);
  return m_rows;
}

QWidget* TableImportDialog::buildButtons()
{
  auto* foot = new QWidget;
  auto* line = new QHBoxLayout(foot);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(12);
  m_forecast = named(new QLabel, u"tableImport.forecast"_s, tr("What would come of it"));
  m_forecast->setWordWrap(true);
  auto* cancel =
      named(new QPushButton(tr("Cancel")), u"tableImport.cancel"_s, tr("Import nothing"));
  m_import = named(new QPushButton(tr("Import")), u"tableImport.import"_s, tr("Import"));
  m_import->setProperty("role", u"primary"_s);
  m_import->setDefault(true);
  line->addWidget(m_forecast, 1);
  line->addWidget(cancel);
  line->addWidget(m_import);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(m_import, &QPushButton::clicked, this, [this] {
    Q_EMIT importRequested(m_table->request());
    accept();
  });
  return foot;
}

void TableImportDialog::fillTable()
{
  const risk::Table& table = m_table->table();
  const auto columns = static_cast<int>(table.columns.size());
  const int rows = std::min(shownRows, static_cast<int>(table.rows.size()));
  m_rows->setColumnCount(columns);
  m_rows->setRowCount(rows + 1);
  m_key->addItem(tr("choose…"), -1);
  for (int column = 0; column < columns; ++column) {
    const QString name = m_table->columns()[static_cast<std::size_t>(column)].name;
    m_rows->setHorizontalHeaderItem(column, new QTableWidgetItem(name));
    m_key->addItem(name, column);
    addMeaning(column);
    for (int row = 0; row < rows; ++row) {
      const auto& cells = table.rows[static_cast<std::size_t>(row)].cells;
      const auto place = static_cast<std::size_t>(column);
      const QString text = place < cells.size() ? QString::fromStdString(cells[place]) : QString();
      auto* cell = new QTableWidgetItem(text);
      cell->setToolTip(text);
      m_rows->setItem(row + 1, column, cell);
    }
  }
  m_rows->verticalHeader()->setDefaultSectionSize(rowHeight);
  m_rows->setRowHeight(0, rowHeight + 8);
}

void TableImportDialog::addMeaning(int column)
{
  const QString name = m_table->columns()[static_cast<std::size_t>(column)].name;
  auto* meaning = named(new QComboBox, u"tableImport.meaning.%1"_s.arg(column),
                        tr("What the column %1 means").arg(name));
  for (const auto& [id, words] : m_table->meanings(column))
    meaning->addItem(words, id);
  m_rows->setCellWidget(0, column, meaning);
  m_meanings.push_back(meaning);
  connect(meaning, &QComboBox::currentIndexChanged, m_table.get(), [this, column, meaning] {
    m_table->setMeaning(column, meaning->currentData().toString());
  });
}

void TableImportDialog::showTable()
{
  if (m_table->state() == TableImportViewModel::State::Ready) {
    if (m_meanings.empty())
      fillTable();
    selectQuietly(m_key, m_table->keyColumn());
    for (std::size_t column = 0; column < m_meanings.size(); ++column) {
      const QString unused = m_table->meanings(static_cast<int>(column)).front().second;
      m_meanings[column]->setItemText(0, unused); // another may name the images now
      selectQuietly(m_meanings[column], m_table->columns()[column].meaning);
    }
    showQuestions();
  }
  const QString obstacle = m_table->obstacle();
  m_import->setEnabled(obstacle.isEmpty());
  m_import->setToolTip(obstacle);
  const QStringList problems = m_table->problems();
  m_problems->setVisible(!problems.isEmpty());
  if (m_problems->count() != problems.size() ||
      (!problems.isEmpty() && m_problems->item(0)->text() != problems.front())) {
    m_problems->clear();
    m_problems->addItems(problems);
  }
  const QString unrated = tr("Empty cells and n/a stay unrated.");
  const QString said = obstacle.isEmpty() ? m_table->forecast() : obstacle;
  m_forecast->setText(said.isEmpty() ? unrated : QString(said + u' ' + unrated));
}

QToolButton* TableImportDialog::endButton(const QString& name, const QString& component, bool low)
{
  auto* button =
      named(new QToolButton, name, low ? tr("Low numbers are good") : tr("High numbers are good"));
  button->setCheckable(true);
  button->setProperty("role", u"end"_s);
  button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
  button->setIconSize(
      {TableImportViewModel::imagesPerEnd * (thumbnailEdge + thumbnailGap), thumbnailEdge});
  connect(button, &QToolButton::clicked, m_table.get(),
          [this, component, low] { m_table->setGoodEnd(component, low); });
  return button;
}

TableImportDialog::Question TableImportDialog::buildQuestion(const ScaleQuestion& asked)
{
  Question question;
  question.component = asked.component;
  question.card = new widgets::Card(tr("Which end of %1 is good?").arg(asked.label));
  question.low = endButton(u"tableImport.low.%1"_s.arg(asked.component), asked.component, true);
  question.high = endButton(u"tableImport.high.%1"_s.arg(asked.component), asked.component, false);
  auto* ends = new QHBoxLayout;
  ends->addWidget(question.low);
  ends->addWidget(question.high);
  ends->addStretch();
  question.card->content()->addLayout(ends);
  auto* words = named(new QLineEdit(asked.words), u"tableImport.words.%1"_s.arg(asked.component),
                      tr("Words for the steps of %1").arg(asked.label));
  words->setPlaceholderText(
      tr("Words for its steps, lowest first: none, moderate, severe (optional)"));
  connect(words, &QLineEdit::textEdited, m_table.get(),
          [this, component = asked.component](const QString& text) {
            m_table->setWords(component, text);
          });
  question.card->content()->addWidget(words);
  return question;
}

void TableImportDialog::showQuestions()
{
  const auto& asked = m_table->questions();
  const bool same =
      std::ranges::equal(asked, m_questions, {}, &ScaleQuestion::component, &Question::component);
  if (!same) {
    for (const Question& question : m_questions)
      question.card->deleteLater();
    m_questions.clear();
    for (const ScaleQuestion& one : asked) {
      m_questions.push_back(buildQuestion(one));
      m_questionRows->addWidget(m_questions.back().card);
    }
  }
  for (std::size_t place = 0; place < m_questions.size(); ++place) {
    m_questions[place].low->setChecked(asked[place].goodIsLow == true);
    m_questions[place].high->setChecked(asked[place].goodIsLow == false);
    const auto text = [](const QString& word, double value) {
      return word.arg(QLocale().toString(value, 'g', 4));
    };
    m_questions[place].low->setText(
        text(tr("These, rated %1, are good"), asked[place].lowest.value));
    m_questions[place].high->setText(
        text(tr("These, rated %1, are good"), asked[place].highest.value));
  }
  showThumbnails();
}

QPixmap TableImportDialog::pictures(const ScaleEnd& end) const
{
  const double ratio = devicePixelRatioF();
  const QSize size(TableImportViewModel::imagesPerEnd * (thumbnailEdge + thumbnailGap),
                   thumbnailEdge);
  QPixmap strip(size * ratio);
  strip.setDevicePixelRatio(ratio);
  strip.fill(Qt::transparent);
  QPainter painter(&strip);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  for (std::size_t place = 0; place < end.images.size(); ++place) {
    const QRectF frame(static_cast<double>(place) * (thumbnailEdge + thumbnailGap), 0,
                       thumbnailEdge, thumbnailEdge);
    painter.fillRect(frame, Qt::black);
    const QImage image(m_table->thumbnail(end.images[place]));
    if (image.isNull())
      continue;
    const QSizeF fitted = QSizeF(image.size()).scaled(frame.size(), Qt::KeepAspectRatio);
    painter.drawImage(
        QRectF(frame.center() - QPointF(fitted.width(), fitted.height()) / 2.0, fitted), image);
  }
  return strip;
}

void TableImportDialog::showThumbnails()
{
  const auto& asked = m_table->questions();
  for (std::size_t place = 0; place < std::min(asked.size(), m_questions.size()); ++place) {
    m_questions[place].low->setIcon(pictures(asked[place].lowest));
    m_questions[place].high->setIcon(pictures(asked[place].highest));
  }
}

} // namespace limpid::pages
