#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

namespace limpid::main_window {

class MainWindow;

/// Pictures of every page at 1280×800, each once nothing is under way, then finished().
class Screenshots final : public QObject
{
  Q_OBJECT

public:
  Screenshots(MainWindow& window, QString folder, QObject* parent = nullptr);

  void start();

Q_SIGNALS:
  /// `ok` is false when a picture could not be written.
  void finished(bool ok);

private:
  void look();
  void prepare(const QString& page);
  bool take(const QString& page) const;

  MainWindow& m_window;
  QString m_folder;
  QTimer m_timer;
  int m_page = 0;
  int m_quietTicks = 0;
};

} // namespace limpid::main_window
