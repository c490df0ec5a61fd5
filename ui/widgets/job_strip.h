#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace limpid::widgets {

/// The 32-pixel strip at the bottom of the window: what is being done, how far, and Cancel. The
/// bar comes only when a job takes longer than 150 ms.
class JobStrip final : public QWidget
{
  Q_OBJECT

public:
  explicit JobStrip(QWidget* parent = nullptr);

  /// From now on it is seen only while a job runs; its place stays free. For dialogs.
  void hideWhileIdle();

  /// A job runs. `fraction` is 0 … 1, negative when it isn't known.
  void showProgress(const QString& sentence, double fraction);

  /// The job ended; `sentence` stays as what was last done.
  void showIdle(const QString& sentence = {});

  bool isRunning() const { return m_running; }

Q_SIGNALS:
  void cancelRequested();

private:
  bool m_running = false;
  bool m_hiddenWhileIdle = false;
  QTimer m_patience;
  QLabel* m_sentence;
  QProgressBar* m_bar;
  QPushButton* m_cancel;
};

} // namespace limpid::widgets
