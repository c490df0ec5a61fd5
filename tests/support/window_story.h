#pragma once

#include "tests/support/event_loop.h"
#include "ui/main_window/main_window.h"

#include <QString>
#include <QVariant>

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>

namespace limpid::support {

/// A person at the window: finds controls by their objectName, uses mouse and keyboard, waits for
/// what is seen. Settings and the demonstration stay below `folder`.
class WindowStory
{
public:
  WindowStory(const std::filesystem::path& folder, viewmodels::Programs programs);
  ~WindowStory();

  void openWindow();
  /// As a person closes it; the workspace goes as well.
  void closeWindow();
  main_window::MainWindow& window() { return *m_window; }
  viewmodels::Workspace& work() { return *m_workspace; }
  QSettings& settings() { return m_settings; }

  /// Nothing of that name and type in sight is a failure of the test.
  template<typename Widget>
  Widget* see(const QString& name)
  {
    auto* found = m_window->findChild<Widget*>(name);
    EXPECT_NE(found, nullptr) << "there is no " << name.toStdString();
    return found;
  }

  void click(const QString& name);
  /// Replaces what a field holds and ends with Enter.
  void type(const QString& name, const QString& text);
  /// Walks through a combo box by keyboard until the item with this data is current.
  void choose(const QString& name, const QVariant& data);
  void press(const QString& name, Qt::Key key);
  void selectRow(const QString& table, int row);
  /// Types a path into a file dialog that has opened.
  void pick(const QString& dialog, const std::filesystem::path& path);
  /// The sentence at the bottom of a page.
  QString sentence(const QString& page);
  bool enabled(const QString& name);

private:
  QWidget* reach(const QString& name);

  QSettings m_settings;
  viewmodels::Programs m_programs;
  QString m_dataFolder;
  std::unique_ptr<viewmodels::Workspace> m_workspace;
  std::unique_ptr<main_window::MainWindow> m_window;
};

} // namespace limpid::support
