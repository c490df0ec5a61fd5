#include "ui/pages/quality_tools.h"

#include "ui/pages/history_dialog.h"
#include "ui/pages/measure_dialog.h"
#include "ui/pages/named.h"
#include "ui/pages/schema_dialog.h"

#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::QualityViewModel;

QualityTools::QualityTools(QualityViewModel& quality, QWidget* parent)
    : QWidget(parent), m_quality(quality), m_rows(new QVBoxLayout(this))
{
  m_rows->setContentsMargins(0, 0, 0, 0);
  m_rows->setSpacing(4);
  add(u"quality.schema"_s, tr("Components…"), tr("Names, scales, words and what each is used for"),
      &QualityTools::openSchema);
  add(u"quality.estimators"_s, tr("Noise estimators…"), tr("Plugins, their parameters, on and off"),
      &QualityTools::openEstimators);
  add(u"quality.history"_s, tr("History…"), tr("Who changed what, and when"),
      &QualityTools::openHistory);
  add(u"quality.export"_s, tr("Export ratings…"),
      tr("CSV, TSV, JSON, or DICOM reports without the patients' identity"),
      &QualityTools::askWhereToExport);
  m_rows->addStretch();
}

void QualityTools::add(const QString& name, const QString& text, const QString& help,
                       void (QualityTools::*open)())
{
  auto* button = named(new QPushButton(text), name, text);
  auto* caption = new QLabel(help);
  caption->setProperty("role", u"caption"_s);
  caption->setWordWrap(true);
  m_rows->addWidget(button);
  m_rows->addWidget(caption);
  m_rows->addSpacing(8);
  connect(button, &QPushButton::clicked, this, open);
}

void QualityTools::openSchema()
{
  (new SchemaDialog(m_quality, this))->open();
}

void QualityTools::openEstimators()
{
  (new MeasureDialog(m_quality, this))->open();
}

void QualityTools::openHistory()
{
  (new HistoryDialog(m_quality, this))->open();
}

void QualityTools::askWhereToExport()
{
  auto* dialog = named(new QFileDialog(this, tr("Export ratings")), u"quality.exportDialog"_s,
                       tr("Export ratings"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setFileMode(QFileDialog::AnyFile);
  dialog->setNameFilters({tr("Table (*.csv)"), tr("Table, tabs (*.tsv)"), tr("JSON (*.json)"),
                          tr("DICOM structured reports (*.dcm)")});
  dialog->setDefaultSuffix(u"csv"_s);
  connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
    dialog->setDefaultSuffix(filter.section(u"*."_s, 1).chopped(1));
  });
  connect(dialog, &QFileDialog::fileSelected, &m_quality, &QualityViewModel::exportRatings);
  dialog->open();
}

} // namespace limpid::pages
