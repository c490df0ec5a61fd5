#include "ui/pages/measure_dialog.h"

#include "ui/pages/named.h"
#include "ui/pages/parameter_form.h"
#include "ui/viewmodels/core_text.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace limpid::pages {

using namespace Qt::StringLiterals;
using viewmodels::EstimatorList;
using viewmodels::QualityViewModel;

namespace {

constexpr QSize dialogSize(820, 480);
constexpr int formWidth = 280;
constexpr int rowHeight = 28;
constexpr auto automatic = "auto";

enum Column { NameColumn, StateColumn, VersionColumn, ColumnCount };

QString needText(const std::string& needs)
{
  if (needs == "repeats")
    return MeasureDialog::tr("It needs repeats: the same position and protocol, once more.");
  if (needs == "calibration")
    return MeasureDialog::tr("It needs one series with repeats of the same scanner and kernel or "
                             "sequence to calibrate the header by.");
  return MeasureDialog::tr("It measures each image by itself.");
}

} // namespace

MeasureDialog::MeasureDialog(QualityViewModel& quality, QWidget* parent)
    : QDialog(parent), m_quality(quality), m_estimators(quality.programs())
{
  named(this, u"measure"_s, tr("Measure noise"));
  setWindowTitle(tr("Measure noise"));
  setAttribute(Qt::WA_DeleteOnClose);
  resize(dialogSize);
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(16, 16, 16, 16);
  rows->setSpacing(12);
  auto* columns = new QHBoxLayout;
  columns->setSpacing(16);
  columns->addWidget(buildList(), 1);
  columns->addWidget(buildForm());
  rows->addLayout(columns, 1);
  rows->addWidget(buildButtons());
  connect(&m_estimators, &EstimatorList::changed, this, &MeasureDialog::showEstimators,
          Qt::QueuedConnection); // the item that was switched is in use until then
  connect(&m_estimators, &EstimatorList::parametersKnown, this, &MeasureDialog::showParameters);
  connect(m_list, &QTreeWidget::currentItemChanged, this, &MeasureDialog::showChoice);
  connect(m_list, &QTreeWidget::itemChanged, this, &MeasureDialog::switchPlugin);
  showEstimators();
}

QWidget* MeasureDialog::buildList()
{
  m_list = named(new QTreeWidget, u"measure.estimators"_s, tr("Estimators"));
  m_list->setColumnCount(ColumnCount);
  m_list->setHeaderLabels({tr("Estimator"), tr("State"), tr("Version")});
  m_list->setRootIsDecorated(false);
  m_list->setUniformRowHeights(true);
  m_list->header()->setSectionResizeMode(NameColumn, QHeaderView::ResizeToContents);
  m_list->header()->setSectionResizeMode(StateColumn, QHeaderView::Stretch);
  m_list->header()->setSectionResizeMode(VersionColumn, QHeaderView::ResizeToContents);
  m_list->header()->setStretchLastSection(false);
  return m_list;
}

QWidget* MeasureDialog::buildForm()
{
  auto* side = new QWidget;
  side->setFixedWidth(formWidth);
  m_formPlace = new QVBoxLayout(side);
  m_formPlace->setContentsMargins(0, 0, 0, 0);
  m_formPlace->setSpacing(12);
  m_about = named(new QLabel, u"measure.about"_s, tr("What the estimator needs"));
  m_about->setWordWrap(true);
  m_formPlace->addWidget(m_about);
  m_formPlace->addStretch();
  return side;
}

QWidget* MeasureDialog::buildButtons()
{
  auto* foot = new QWidget;
  auto* line = new QHBoxLayout(foot);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(12);
  m_keepKnown = named(new QCheckBox(tr("Only images without a value")), u"measure.keepKnown"_s,
                      tr("Only images without a value"));
  auto* cancel = named(new QPushButton(tr("Close")), u"measure.close"_s, tr("Measure nothing"));
  m_start = named(new QPushButton(tr("Measure")), u"measure.start"_s, tr("Measure"));
  m_start->setProperty("role", u"primary"_s);
  m_start->setDefault(true);
  line->addWidget(m_keepKnown);
  line->addStretch();
  line->addWidget(cancel);
  line->addWidget(m_start);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(m_start, &QPushButton::clicked, this, &MeasureDialog::measure);
  return foot;
}

QString MeasureDialog::chosen() const
{
  const QTreeWidgetItem* const item = m_list->currentItem();
  return item == nullptr ? QString() : item->data(NameColumn, Qt::UserRole).toString();
}

void MeasureDialog::showEstimators()
{
  const QString before = chosen();
  {
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    auto* best = new QTreeWidgetItem(m_list, {tr("The best of each image"), tr("Ready"), {}});
    best->setData(NameColumn, Qt::UserRole, QString::fromLatin1(automatic));
    best->setSizeHint(StateColumn, {0, rowHeight});
    QTreeWidgetItem* current = best;
    for (const plugin::PluginItem& plugin : m_estimators.items()) {
      const QString id = QString::fromStdString(plugin.id);
      const QString title = plugin.title.empty() ? id : viewmodels::coreText(plugin.title);
      auto* item = new QTreeWidgetItem(
          m_list, {title, m_estimators.stateText(plugin), QString::fromStdString(plugin.version)});
      item->setData(NameColumn, Qt::UserRole, id);
      item->setSizeHint(StateColumn, {0, rowHeight});
      item->setToolTip(StateColumn, m_estimators.stateText(plugin));
      item->setToolTip(NameColumn, title);
      if (!plugin.usable()) {
        item->setDisabled(true);
        continue;
      }
      item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
      item->setCheckState(NameColumn, m_estimators.isOff(plugin) ? Qt::Unchecked : Qt::Checked);
      if (id == before)
        current = item;
    }
    m_list->setCurrentItem(current);
  }
  showChoice();
}

void MeasureDialog::switchPlugin(QTreeWidgetItem* item, int column)
{
  if (column == NameColumn)
    m_estimators.setOff(item->data(NameColumn, Qt::UserRole).toString(),
                        item->checkState(NameColumn) == Qt::Unchecked);
}

void MeasureDialog::showChoice()
{
  if (m_form != nullptr)
    m_form->deleteLater();
  m_form = nullptr;
  const QString id = chosen();
  const auto& items = m_estimators.items();
  const auto plugin = std::ranges::find(items, id.toStdString(), &plugin::PluginItem::id);
  if (plugin == items.end()) {
    m_about->setText(tr("Repeats of the scan where there are some, else dose or averages from a "
                        "calibrated header, else the noise spectrum, else what fits. The editor "
                        "shows which it was."));
    m_start->setEnabled(id == QLatin1String(automatic));
    return;
  }
  const bool ready = plugin->usable() && !m_estimators.isOff(*plugin);
  m_start->setEnabled(ready);
  m_start->setToolTip(ready ? QString() : m_estimators.stateText(*plugin));
  m_about->setText(ready ? needText(plugin->needs) : m_estimators.stateText(*plugin));
  if (ready)
    m_estimators.describe(id);
}

void MeasureDialog::showParameters()
{
  if (m_estimators.described() != chosen())
    return;
  if (!m_estimators.error().isEmpty()) {
    m_about->setText(m_estimators.error());
    m_start->setEnabled(false);
    return;
  }
  if (m_estimators.parameters().empty() || m_form != nullptr)
    return;
  m_form = new ParameterForm(m_estimators.parameters(), u"measure.parameter"_s);
  m_formPlace->insertWidget(1, m_form);
}

void MeasureDialog::measure()
{
  viewmodels::MeasureRequest request;
  request.estimator = chosen();
  request.keepKnown = m_keepKnown->isChecked();
  if (m_form != nullptr)
    request.parameters = m_form->values();
  m_quality.measure(request);
  accept();
}

} // namespace limpid::pages
