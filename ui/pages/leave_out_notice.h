#pragma once

#include "ui/viewmodels/leave_out.h"
#include "ui/viewmodels/sheet_view_model.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace limpid::pages {

/// A sentence over the contact sheet: which slices are proposed for leaving out, or how many are
/// left out, and what can be done about it. Hidden when there is nothing to say.
class LeaveOutNotice final : public QWidget
{
  Q_OBJECT

public:
  LeaveOutNotice(viewmodels::LeaveOut& leaveOut, viewmodels::SheetViewModel& sheet,
                 QWidget* parent = nullptr);

private:
  QPushButton* addButton(const QString& text, const QString& objectName, const QString& name);
  void showState();
  void useAgain();

  viewmodels::LeaveOut& m_leaveOut;
  viewmodels::SheetViewModel& m_sheet;
  QLabel* m_sentence = nullptr;
  QPushButton* m_accept = nullptr;
  QPushButton* m_decline = nullptr;
  QPushButton* m_show = nullptr;
  QPushButton* m_useAgain = nullptr;
};

} // namespace limpid::pages
