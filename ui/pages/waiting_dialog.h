#pragma once

#include <QDialog>

class QCloseEvent;

namespace limpid::pages {

/// A dialog that closes only once what is under way has stopped: closing it asks for that.
class WaitingDialog : public QDialog
{
  Q_OBJECT

public:
  using QDialog::QDialog;

  void reject() override;

protected:
  virtual bool isBusy() const = 0;
  virtual void cancel() = 0;
  /// To be called when it may not be busy any more; true when it has closed now.
  bool closeIfWaitedFor();
  void closeEvent(QCloseEvent* event) override;

private:
  bool m_closing = false;
};

} // namespace limpid::pages
