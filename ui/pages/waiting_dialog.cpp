#include "ui/pages/waiting_dialog.h"

#include <QCloseEvent>

namespace limpid::pages {

void WaitingDialog::reject()
{
  if (!isBusy()) {
    QDialog::reject();
    return;
  }
  m_closing = true;
  cancel();
}

bool WaitingDialog::closeIfWaitedFor()
{
  if (!m_closing || isBusy())
    return false;
  QDialog::reject();
  return true;
}

void WaitingDialog::closeEvent(QCloseEvent* event)
{
  if (!isBusy()) {
    QDialog::closeEvent(event);
    return;
  }
  event->ignore();
  reject();
}

} // namespace limpid::pages
