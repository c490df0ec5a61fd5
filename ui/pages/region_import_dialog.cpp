#include "ui/pages/region_import_dialog.h"

#include "ui/pages/fields.h"
#include "ui/pages/named.h"
#include "ui/viewmodels/core_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::RegionImport;
using viewmodels::RegionImportRequest;

namespace {

constexpr int dialogWidth = 480;
constexpr double largestNumber = 1e6;

QLabel* fieldLabel(const QString& word)
{
  auto* label = new QLabel(word);
  label->setProperty("role", u"label"_s);
  return label;
}

} // namespace

RegionImportDialog::RegionImportDialog(RegionImport& import, const QString& file, Place place,
                                       std::vector<risk::Component> schema,
                                       const QString& component, QWidget* parent)
    : QDialog(parent),
      m_import(import),
      m_file(file),
      m_place(std::move(place)),
      m_schema(std::move(schema))
{
  named(this, u"regionImport"_s, tr("Import a map"));
  setWindowTitle(tr("Import a map from %1").arg(QFileInfo(file).fileName()));
  setAttribute(Qt::WA_DeleteOnClose);
  setMinimumWidth(dialogWidth);
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(16, 16, 16, 16);
  rows->setSpacing(12);
  rows->addWidget(buildFields());
  m_result = named(new QLabel, u"regionImport.result"_s, tr("What came of it"));
  m_result->setWordWrap(true);
  rows->addWidget(m_result);
  rows->addStretch();
  rows->addWidget(buildButtons());
  const int chosen = m_component->findData(component);
  m_component->setCurrentIndex(std::max(chosen, 0));
  showComponent();
  connect(&m_import, &RegionImport::finished, this, &RegionImportDialog::showResult);
}

QWidget* RegionImportDialog::buildFields()
{
  auto* fields = new QWidget;
  auto* grid = new QGridLayout(fields);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setSpacing(8);
  m_component = named(new QComboBox, u"regionImport.component"_s, tr("What it is a map of"));
  for (const risk::Component& component : m_schema)
    m_component->addItem(viewmodels::coreText(component.label),
                         QString::fromStdString(component.id));
  m_isMask = named(new QCheckBox(tr("It says only where: every pixel that isn't zero is")),
                   u"regionImport.mask"_s, tr("The file says only where, not how bad"));
  m_isMask->setChecked(true);
  m_words = named(new QComboBox, u"regionImport.word"_s, tr("How bad"));
  m_number = named(new QDoubleSpinBox, u"regionImport.number"_s, tr("How bad"));
  m_number->setRange(0.0, largestNumber);
  m_onto = choice(u"regionImport.onto"_s, tr("The images it is laid on"),
                  {{tr("This image"), false}, {tr("All images of the series"), true}});
  m_onto->setEnabled(m_place.slices > 1);
  grid->addWidget(fieldLabel(tr("It is a map of")), 0, 0);
  grid->addWidget(m_component, 0, 1);
  grid->addWidget(m_isMask, 1, 0, 1, 2);
  grid->addWidget(m_words, 2, 1);
  grid->addWidget(m_number, 2, 1);
  grid->addWidget(fieldLabel(tr("Lay it on")), 3, 0);
  grid->addWidget(m_onto, 3, 1);
  grid->setColumnStretch(1, 1);
  connect(m_component, &QComboBox::currentIndexChanged, this, &RegionImportDialog::showComponent);
  connect(m_isMask, &QCheckBox::toggled, this, &RegionImportDialog::showComponent);
  return fields;
}

QWidget* RegionImportDialog::buildButtons()
{
  auto* buttons = new QWidget;
  auto* line = new QHBoxLayout(buttons);
  line->setContentsMargins(0, 0, 0, 0);
  line->addStretch();
  m_close = named(new QPushButton(tr("Cancel")), u"regionImport.close"_s, tr("Close"));
  m_start = named(new QPushButton(tr("Import")), u"regionImport.start"_s, tr("Import"));
  m_start->setProperty("role", u"primary"_s);
  m_start->setDefault(true);
  line->addWidget(m_close);
  line->addWidget(m_start);
  connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
  connect(m_start, &QPushButton::clicked, this, &RegionImportDialog::start);
  return buttons;
}

void RegionImportDialog::showComponent()
{
  const int index = m_component->currentIndex();
  if (index < 0)
    return;
  const risk::Component& component = m_schema[static_cast<std::size_t>(index)];
  m_words->clear();
  for (std::size_t step = 0; step < component.values.size(); ++step)
    m_words->addItem(step < component.words.size() ? viewmodels::coreText(component.words[step])
                                                   : QLocale().toString(component.values[step]),
                     component.values[step]);
  m_words->setCurrentIndex(component.goodIsLow ? m_words->count() - 1 : 0); // the worst
  m_number->setSuffix(component.unit.empty() ? QString()
                                             : u' ' + QString::fromStdString(component.unit));
  m_words->setVisible(m_isMask->isChecked() && !component.values.empty());
  m_number->setVisible(m_isMask->isChecked() && component.values.empty());
}

void RegionImportDialog::start()
{
  RegionImportRequest request{.file = m_file,
                              .component = m_component->currentData().toString(),
                              .value = std::nullopt,
                              .image = m_place.image,
                              .series = m_onto->currentData().toBool() ? m_place.series : QString(),
                              .rater = m_place.rater};
  if (m_isMask->isChecked())
    request.value = m_words->count() > 0 ? m_words->currentData().toDouble() : m_number->value();
  m_start->setEnabled(false);
  m_result->setText(tr("Reading the map…"));
  m_import.start(m_place.project, request);
}

void RegionImportDialog::showResult()
{
  m_start->setEnabled(true);
  if (!m_import.error().isEmpty()) {
    m_result->setText(m_import.error());
    return;
  }
  if (m_import.warnings().isEmpty()) {
    accept();
    return;
  }
  QStringList lines = {tr("%Ln image(s) got a map.", nullptr, m_import.images())};
  lines += m_import.warnings();
  m_result->setText(lines.join(u'\n'));
  m_start->hide();
  m_close->setText(tr("Close"));
}

} // namespace limpid::pages
