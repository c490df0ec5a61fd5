#pragma once

#include "core/network/archive.h"
#include "tests/support/gui_events.h"
#include "tests/support/window_story.h"
#include "tests/ui/viewmodels/small_project.h"
#include "ui/widgets/status_sentence.h"

#include <QDialog>
#include <QLineEdit>
#include <QSpinBox>

#include <gtest/gtest.h>

namespace limpid::pages {

/// A person at the window who knows of no archive yet, and what dialogs of archives need of him.
struct ArchiveStory : ::testing::Test
{
  ArchiveStory()
  {
    qputenv("XDG_CONFIG_HOME", QByteArray::fromStdString((place.folder() / "config").string()));
    story.settings().setValue(QStringLiteral("researchNoticeAccepted"), true);
    story.openWindow();
  }

  /// Null unless it can be seen.
  template<typename Widget>
  Widget* see(const QString& name)
  {
    auto* found = story.window().findChild<Widget*>(name);
    return found != nullptr && found->isVisible() ? found : nullptr;
  }

  /// Types into a field of a dialog.
  void fill(const QString& name, const QString& text)
  {
    auto* field = see<QLineEdit>(name);
    ASSERT_NE(field, nullptr) << name.toStdString();
    testing::giveKeyboard(*field->window());
    field->setFocus();
    field->selectAll();
    for (const QChar letter : text) {
      QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, letter);
      QCoreApplication::sendEvent(field, &press);
    }
  }

  /// By the dialog's own button.
  void addArchive(const QString& name, const network::Archive& archive)
  {
    const QString dialog = QStringLiteral("archiveEdit");
    story.click(QStringLiteral("archive.add"));
    ASSERT_TRUE(support::waitUntil([&] { return see<QDialog>(dialog) != nullptr; }));
    fill(dialog + QStringLiteral(".name"), name);
    fill(dialog + QStringLiteral(".aeTitle"), QString::fromStdString(archive.aeTitle));
    fill(dialog + QStringLiteral(".host"), QString::fromStdString(archive.host));
    see<QSpinBox>(dialog + QStringLiteral(".port"))->setValue(archive.port);
    story.click(dialog + QStringLiteral(".keep"));
    ASSERT_TRUE(support::waitUntil([&] { return see<QDialog>(dialog) == nullptr; }));
  }

  bool saysIn(const QString& status, const QString& words)
  {
    const auto* sentence = see<widgets::StatusSentence>(status);
    return sentence != nullptr && sentence->sentence().contains(words);
  }

  support::SmallProject place;
  support::WindowStory story{place.folder(), support::SmallProject::noPrograms()};
};

} // namespace limpid::pages
