#include "ui/pages/raters_dialog.h"

#include "ui/pages/named.h"
#include "ui/viewmodels/core_text.h"
#include "ui/widgets/card.h"
#include "ui/widgets/status_sentence.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::DisagreementRow;
using viewmodels::RatersViewModel;
using widgets::Tone;

namespace {

constexpr QSize dialogSize(760, 660);
constexpr int agreementHeight = 116;
constexpr int pairWidth = 260;

QTableWidget* table(const QString& name, const QString& word)
{
  auto* made = named(new QTableWidget, name, word);
  made->setEditTriggers(QAbstractItemView::NoEditTriggers);
  made->setSelectionBehavior(QAbstractItemView::SelectRows);
  made->setSelectionMode(QAbstractItemView::SingleSelection);
  made->setShowGrid(false);
  made->verticalHeader()->hide();
  made->horizontalHeader()->setStretchLastSection(true);
  made->horizontalHeader()->setHighlightSections(false);
  made->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  return made;
}

} // namespace

RatersDialog::RatersDialog(RatersViewModel& raters, QWidget* parent)
    : QDialog(parent), m_raters(raters)
{
  named(this, u"raters"_s, tr("Raters"));
  setWindowTitle(tr("Raters"));
  setAttribute(Qt::WA_DeleteOnClose);
  resize(dialogSize);
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(16, 16, 16, 16);
  rows->setSpacing(12);
  rows->addWidget(buildWho());
  rows->addWidget(buildAgreement());
  rows->addWidget(buildQueue(), 1);
  rows->addWidget(buildFoot());
  connect(&m_raters, &RatersViewModel::changed, this, &RatersDialog::showAll);
  showAll();
  m_raters.reload();
}

QWidget* RatersDialog::buildWho()
{
  auto* card = new widgets::Card(tr("Who is rating"));
  auto* line = new QHBoxLayout;
  line->setSpacing(16);
  m_name = named(new QComboBox, u"raters.name"_s, tr("Who is rating"));
  m_name->setEditable(true);
  m_name->setInsertPolicy(QComboBox::NoInsert);
  m_name->setMinimumWidth(180);
  m_name->setToolTip(tr("A name or a pseudonym. It is stored with every value that is set here."));
  m_blinded = named(new QCheckBox(tr("Blinded")), u"raters.blinded"_s, tr("Blinded"));
  m_blinded->setToolTip(tr("Nobody sees what others said before having finished."));
  m_finished =
      named(new QCheckBox(tr("I have finished")), u"raters.finished"_s, tr("I have finished"));
  m_finished->setToolTip(tr("You have rated all that you want to rate, and may see the others."));
  line->addWidget(m_name);
  line->addWidget(m_blinded);
  line->addWidget(m_finished);
  line->addStretch();
  card->content()->addLayout(line);
  connect(m_name, &QComboBox::activated, &m_raters,
          [this] { m_raters.setRater(m_name->currentText()); });
  connect(m_name->lineEdit(), &QLineEdit::editingFinished, &m_raters,
          [this] { m_raters.setRater(m_name->currentText()); });
  connect(m_blinded, &QCheckBox::clicked, &m_raters, &RatersViewModel::setBlinded);
  connect(m_finished, &QCheckBox::clicked, &m_raters, &RatersViewModel::setFinished);
  return card;
}

QWidget* RatersDialog::buildAgreement()
{
  auto* card = new widgets::Card(tr("Agreement"));
  m_component = named(new QComboBox, u"raters.component"_s, tr("Rating"));
  m_agreement = table(u"raters.agreement"_s, tr("How well pairs of raters agree"));
  m_agreement->setSelectionMode(QAbstractItemView::NoSelection);
  m_agreement->setFixedHeight(agreementHeight);
  m_agreement->setColumnCount(3);
  m_agreement->setHorizontalHeaderLabels(
      {tr("Raters"), tr("In common"), tr("Weighted κ (95 % interval)")});
  m_agreement->setColumnWidth(0, pairWidth);
  m_correlation = named(new QLabel, u"raters.correlation"_s, tr("Agreement of all"));
  m_sentence = named(new widgets::StatusSentence, u"raters.sentence"_s, tr("What follows from it"));
  card->content()->addWidget(m_component, 0, Qt::AlignLeft);
  card->content()->addWidget(m_agreement);
  card->content()->addWidget(m_correlation);
  card->content()->addWidget(m_sentence);
  connect(m_component, &QComboBox::activated, &m_raters,
          [this] { m_raters.setComponent(m_component->currentData().toString()); });
  return card;
}

QWidget* RatersDialog::buildQueue()
{
  auto* card = new widgets::Card(tr("Where they differ"));
  m_queue = table(u"raters.queue"_s, tr("Where raters differ, the largest first"));
  m_queue->setTextElideMode(Qt::ElideMiddle);
  card->content()->addWidget(m_queue, 1);
  card->content()->addWidget(buildDecision());
  connect(m_queue, &QTableWidget::cellActivated, &m_raters, &RatersViewModel::open);
  return card;
}

QWidget* RatersDialog::buildDecision()
{
  auto* decision = new QWidget;
  auto* line = new QHBoxLayout(decision);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(8);
  m_previous = named(new QPushButton(tr("Previous")), u"raters.previous"_s, tr("Previous"));
  m_next = named(new QPushButton(tr("Next")), u"raters.next"_s, tr("Next"));
  m_previous->setShortcut(Qt::ALT | Qt::Key_Left);
  m_next->setShortcut(Qt::ALT | Qt::Key_Right);
  m_left = named(new QLabel, u"raters.left"_s, tr("How many are left"));
  m_decision = named(new QComboBox, u"raters.decision"_s, tr("Decision"));
  m_decide = named(new QPushButton(tr("Decide")), u"raters.decide"_s, tr("Decide"));
  m_decide->setToolTip(tr("This value wins over all raters'. It is marked as decided, with your "
                          "name; undo takes it back."));
  line->addWidget(m_previous);
  line->addWidget(m_next);
  line->addWidget(m_left);
  line->addStretch();
  line->addWidget(m_decision);
  line->addWidget(m_decide);
  connect(m_previous, &QPushButton::clicked, &m_raters, &RatersViewModel::previous);
  connect(m_next, &QPushButton::clicked, &m_raters, &RatersViewModel::next);
  connect(m_decide, &QPushButton::clicked, &m_raters,
          [this] { m_raters.decide(m_decision->currentData().toInt()); });
  return decision;
}

QWidget* RatersDialog::buildFoot()
{
  auto* foot = new QWidget;
  auto* line = new QHBoxLayout(foot);
  line->setContentsMargins(0, 0, 0, 0);
  auto* audit = named(new QPushButton(tr("Export audit trail…")), u"raters.audit"_s,
                      tr("Export audit trail"));
  audit->setToolTip(tr("Who set what and when, and how long they looked, as CSV."));
  auto* close = named(new QPushButton(tr("Close")), u"raters.close"_s, tr("Close"));
  line->addWidget(audit);
  line->addStretch();
  line->addWidget(close);
  for (auto* button : {audit, close, m_previous, m_next, m_decide})
    button->setAutoDefault(false);
  connect(audit, &QPushButton::clicked, this, &RatersDialog::askForAudit);
  connect(close, &QPushButton::clicked, this, &QDialog::accept);
  return foot;
}

void RatersDialog::showAll()
{
  showWho();
  showAgreement();
  showQueue();
  showDecision();
}

void RatersDialog::showWho()
{
  const QSignalBlocker quiet(m_name);
  if (!m_name->lineEdit()->hasFocus() || m_name->currentText() == m_raters.rater()) {
    m_name->clear();
    m_name->addItems(m_raters.names());
    m_name->setCurrentText(m_raters.rater());
  }
  m_blinded->setChecked(m_raters.blinded());
  m_finished->setChecked(m_raters.finished());
  m_finished->setEnabled(m_raters.blinded() || m_raters.finished());
}

void RatersDialog::showAgreement()
{
  const QSignalBlocker quiet(m_component);
  m_component->clear();
  for (const risk::Component& component : m_raters.components())
    m_component->addItem(viewmodels::coreText(component.label),
                         QString::fromStdString(component.id));
  m_component->setCurrentIndex(m_component->findData(m_raters.component()));
  const auto rows = m_raters.agreementRows();
  m_agreement->setRowCount(static_cast<int>(rows.size()));
  for (int row = 0; row < m_agreement->rowCount(); ++row) {
    const viewmodels::AgreementRow& shown = rows[static_cast<std::size_t>(row)];
    m_agreement->setItem(row, 0, new QTableWidgetItem(shown.raters));
    m_agreement->setItem(row, 1, new QTableWidgetItem(QLocale().toString(shown.images)));
    m_agreement->setItem(row, 2, new QTableWidgetItem(shown.kappa));
  }
  m_agreement->setVisible(!rows.empty());
  m_correlation->setText(m_raters.correlation());
  m_correlation->setVisible(!m_raters.correlation().isEmpty());
  if (!m_raters.error().isEmpty())
    m_sentence->setSentence(m_raters.error(), Tone::Error);
  else
    m_sentence->setSentence(m_raters.message().isEmpty() ? m_raters.sentence()
                                                         : m_raters.message());
}

void RatersDialog::fillQueueRow(int row, const DisagreementRow& shown)
{
  QStringList cells{shown.place};
  cells += shown.values;
  cells += shown.decided;
  for (int column = 0; column < static_cast<int>(cells.size()); ++column) {
    auto* item = new QTableWidgetItem(cells[column]);
    item->setToolTip(column == 0 ? QString::fromStdString(shown.target.uid) : QString());
    m_queue->setItem(row, column, item);
  }
}

void RatersDialog::showQueue()
{
  const QSignalBlocker quiet(m_queue);
  const auto rows = m_raters.queue();
  QStringList headings{tr("Image")};
  headings += m_raters.ratersOfComponent();
  headings += tr("Decided");
  m_queue->setColumnCount(static_cast<int>(headings.size()));
  m_queue->setHorizontalHeaderLabels(headings);
  m_queue->setRowCount(static_cast<int>(rows.size()));
  for (int row = 0; row < m_queue->rowCount(); ++row)
    fillQueueRow(row, rows[static_cast<std::size_t>(row)]);
  m_queue->setColumnWidth(0, pairWidth / 2 + 30);
  if (m_raters.current() >= 0)
    m_queue->selectRow(m_raters.current());
}

void RatersDialog::showDecision()
{
  const int rows = m_queue->rowCount();
  m_previous->setEnabled(m_raters.current() > 0);
  m_next->setEnabled(rows > 0);
  m_left->setText(rows == 0 ? tr("Nothing to decide.")
                            : tr("%Ln left to decide", nullptr, m_raters.undecided()));
  const risk::Component* component = m_raters.described();
  const QVariant before = m_decision->currentData();
  const QSignalBlocker quiet(m_decision);
  m_decision->clear();
  if (component != nullptr)
    for (std::size_t step = 0; step < component->values.size(); ++step)
      m_decision->addItem(step < component->words.size()
                              ? viewmodels::coreText(component->words[step])
                              : QLocale().toString(component->values[step]),
                          static_cast<int>(step));
  m_decision->addItem(tr("no decision"), -1);
  m_decision->setCurrentIndex(std::max(0, m_decision->findData(before)));
  const bool open = m_raters.current() >= 0;
  m_decision->setEnabled(open);
  m_decide->setEnabled(open);
}

void RatersDialog::askForAudit()
{
  auto* dialog = named(new QFileDialog(this, tr("Export audit trail")), u"raters.auditDialog"_s,
                       tr("Export audit trail"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setFileMode(QFileDialog::AnyFile);
  dialog->setDefaultSuffix(u"csv"_s);
  dialog->setNameFilters({tr("Tables (*.csv)")});
  connect(dialog, &QFileDialog::fileSelected, &m_raters, &RatersViewModel::exportAudit);
  dialog->open();
}

} // namespace limpid::pages
