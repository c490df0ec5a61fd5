#include "ui/pages/teaching_table.h"

#include "ui/pages/named.h"
#include "ui/rendering/colour_tokens.h"
#include "ui/viewmodels/plan_sentences.h"
#include "ui/widgets/icons.h"

#include <QEvent>
#include <QHeaderView>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace limpid::pages {

using namespace Qt::StringLiterals;

namespace {

enum Column { GroupColumn, AllColumn, FineColumn, DifferenceColumn };
constexpr int iconEdge = 14;
constexpr int lineHeight = 20;
constexpr int headHeight = 28;
constexpr int mostHeight = 200;
constexpr int shareWidth = 56;
constexpr int differenceWidth = 64;

QString shareText(int part, int whole)
{
  return whole == 0 ? u"–"_s : QLocale().toString(std::lround(100.0 * part / whole)) + u" %"_s;
}

} // namespace

TeachingTable::TeachingTable(QWidget* parent) : QTreeWidget(parent)
{
  named(this, u"plan.teachers"_s, tr("Who teaches fine detail"));
  setHeaderLabels({tr("Group"), tr("All"), tr("Fine"), tr("Differs")});
  headerItem()->setToolTip(AllColumn, tr("Share of all images"));
  headerItem()->setToolTip(FineColumn, tr("Share of the images that teach fine detail"));
  headerItem()->setToolTip(
      DifferenceColumn,
      tr("Standardised difference of the two shares; above 0.25 the groups are out of balance"));
  for (const int column : {AllColumn, FineColumn, DifferenceColumn})
    headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
  setRootIsDecorated(false);
  setIndentation(12);
  setItemsExpandable(false);
  setSelectionMode(QAbstractItemView::NoSelection);
  setFocusPolicy(Qt::TabFocus);
  setUniformRowHeights(true);
  setFrameShape(QFrame::NoFrame);
  header()->setStretchLastSection(false);
  header()->setSectionResizeMode(GroupColumn, QHeaderView::Stretch);
  for (const int column : {AllColumn, FineColumn})
    header()->resizeSection(column, shareWidth);
  header()->resizeSection(DifferenceColumn, differenceWidth);
}

void TeachingTable::setTables(const std::vector<preparation::TeachingTable>& tables)
{
  m_tables = tables;
  rebuild();
}

void TeachingTable::rebuild()
{
  clear();
  for (const preparation::TeachingTable& table : m_tables)
    addTable(table);
  expandAll();
  int rows = 0;
  for (const preparation::TeachingTable& table : m_tables)
    rows += 1 + static_cast<int>(table.groups.size());
  setFixedHeight(std::min(rows * lineHeight + headHeight, mostHeight));
}

void TeachingTable::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::PaletteChange)
    rebuild(); // the warnings' colour
  QTreeWidget::changeEvent(event);
}

void TeachingTable::addTable(const preparation::TeachingTable& table)
{
  int images = 0;
  int teaching = 0;
  for (const preparation::TeachingGroup& group : table.groups) {
    images += group.images;
    teaching += group.teachingImages;
  }
  auto* head = new QTreeWidgetItem(this, {viewmodels::traitText(table.key)});
  head->setFirstColumnSpanned(true);
  QFont bold = font();
  bold.setWeight(QFont::DemiBold);
  head->setFont(GroupColumn, bold);
  for (const preparation::TeachingGroup& group : table.groups) {
    auto* row = new QTreeWidgetItem(head, {viewmodels::groupText(table.key, group.value),
                                           shareText(group.images, images),
                                           shareText(group.teachingImages, teaching),
                                           QLocale().toString(group.difference, 'f', 2)});
    for (const int column : {AllColumn, FineColumn, DifferenceColumn})
      row->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    row->setToolTip(GroupColumn, tr("%1 of %2, of which %3 of %4 teach fine detail")
                                     .arg(tr("%Ln image(s)", nullptr, group.images),
                                          tr("%Ln patient(s)", nullptr, group.patients),
                                          tr("%Ln image(s)", nullptr, group.teachingImages),
                                          tr("%Ln patient(s)", nullptr, group.teachingPatients)));
    if (std::abs(group.difference) > preparation::balanceLimit)
      row->setIcon(DifferenceColumn,
                   widgets::iconPixmap(u"warning"_s, rendering::tokenColour(u"warn"_s), iconEdge,
                                       devicePixelRatioF()));
  }
}

} // namespace limpid::pages
