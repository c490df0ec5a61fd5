#pragma once

#include "core/preparation/teaching_groups.h"

#include <QTreeWidget>

#include <vector>

namespace limpid::pages {

/// Who teaches fine detail: each group's share of all images and of those that teach it, side by
/// side; groups out of balance are marked.
class TeachingTable final : public QTreeWidget
{
  Q_OBJECT

public:
  explicit TeachingTable(QWidget* parent = nullptr);

  void setTables(const std::vector<preparation::TeachingTable>& tables);

protected:
  void changeEvent(QEvent* event) override;

private:
  void rebuild();
  void addTable(const preparation::TeachingTable& table);

  std::vector<preparation::TeachingTable> m_tables;
};

} // namespace limpid::pages
