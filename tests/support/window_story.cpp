#include "tests/support/window_story.h"

#include "tests/support/gui_events.h"
#include "ui/main_window/research_notice.h"
#include "ui/viewmodels/paths.h"
#include "ui/widgets/status_sentence.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QTableView>

namespace limpid::support {

using namespace Qt::StringLiterals;
using viewmodels::toQString;

namespace {

constexpr QSize windowSize(1280, 800);

void typeText(QWidget& widget, const QString& text)
{
  for (const QChar letter : text) {
    QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, letter);
    QCoreApplication::sendEvent(&widget, &press);
  }
}

} // namespace

WindowStory::WindowStory(const std::filesystem::path& folder, viewmodels::Programs programs)
    : m_settings(toQString(folder / "settings.ini"), QSettings::IniFormat),
      m_programs(std::move(programs)),
      m_dataFolder(toQString(folder / "data"))
{
}

WindowStory::~WindowStory()
{
  closeWindow();
}

void WindowStory::openWindow()
{
  m_workspace = std::make_unique<viewmodels::Workspace>(m_settings, m_programs, m_dataFolder);
  m_window = std::make_unique<main_window::MainWindow>(*m_workspace, m_settings);
  m_workspace->project.openLast();
  testing::showAndSettle(*m_window, windowSize);
  testing::giveKeyboard(*m_window);
  main_window::showResearchNoticeOnce(m_window.get(), m_settings);
  QCoreApplication::processEvents();
}

void WindowStory::closeWindow()
{
  if (m_window)
    m_window->close();
  m_window.reset();
  m_workspace.reset();
}

QWidget* WindowStory::reach(const QString& name)
{
  auto* widget = see<QWidget>(name);
  if (widget == nullptr)
    return nullptr;
  EXPECT_TRUE(waitUntil([&] { return widget->isVisible(); }, std::chrono::seconds(5)))
      << name.toStdString() << " can't be seen";
  EXPECT_TRUE(waitUntil([&] { return widget->isEnabled(); }))
      << name.toStdString() << " can't be used: " << widget->toolTip().toStdString();
  return widget;
}

bool WindowStory::enabled(const QString& name)
{
  auto* widget = see<QWidget>(name);
  return widget != nullptr && widget->isEnabled();
}

void WindowStory::click(const QString& name)
{
  if (QWidget* widget = reach(name))
    testing::click(*widget, QRectF(widget->rect()).center());
  QCoreApplication::processEvents();
}

void WindowStory::press(const QString& name, Qt::Key key)
{
  if (QWidget* widget = reach(name))
    testing::pressKey(*widget, key);
  QCoreApplication::processEvents();
}

void WindowStory::type(const QString& name, const QString& text)
{
  QWidget* field = reach(name);
  if (field == nullptr)
    return;
  testing::giveKeyboard(*m_window); // a dialog may have had it
  field->setFocus();
  EXPECT_TRUE(field->hasFocus()) << name.toStdString() << " has no keyboard";
  testing::pressKey(*field, Qt::Key_A, Qt::ControlModifier);
  typeText(*field, text);
  testing::pressKey(*field, Qt::Key_Return); // takes the value, presses nothing
  QCoreApplication::processEvents();
}

void WindowStory::choose(const QString& name, const QVariant& data)
{
  auto* box = qobject_cast<QComboBox*>(reach(name));
  ASSERT_NE(box, nullptr);
  EXPECT_TRUE(waitUntil([&] { return box->findData(data) >= 0; }))
      << name.toStdString() << " has no such item";
  testing::pressKey(*box, Qt::Key_Home);
  for (int left = box->count(); left > 0 && box->currentData() != data; --left)
    testing::pressKey(*box, Qt::Key_Down);
  EXPECT_EQ(box->currentData(), data) << name.toStdString();
}

void WindowStory::selectRow(const QString& name, int row)
{
  auto* table = qobject_cast<QTableView*>(reach(name));
  ASSERT_NE(table, nullptr);
  const QModelIndex index = table->model()->index(row, 0);
  table->scrollTo(index);
  testing::click(*table->viewport(), QRectF(table->visualRect(index)).center());
  QCoreApplication::processEvents();
}

void WindowStory::pick(const QString& name, const std::filesystem::path& path)
{
  QFileDialog* dialog = nullptr;
  ASSERT_TRUE(waitUntil([&] {
    dialog = m_window->findChild<QFileDialog*>(name);
    return dialog != nullptr && dialog->isVisible();
  })) << name.toStdString()
      << " did not open";
  auto* edit = dialog->findChild<QLineEdit*>(u"fileNameEdit"_s);
  ASSERT_NE(edit, nullptr);
  edit->setText(toQString(path)); // as pasted: typing would open the completer over the dialog
  const auto* buttons = dialog->findChild<QDialogButtonBox*>();
  ASSERT_NE(buttons, nullptr);
  for (QAbstractButton* button : buttons->buttons()) {
    if (buttons->buttonRole(button) != QDialogButtonBox::AcceptRole)
      continue;
    EXPECT_TRUE(waitUntil([&] { return button->isEnabled(); }));
    testing::click(*button, QRectF(button->rect()).center());
  }
  EXPECT_TRUE(waitUntil([&] { return m_window->findChild<QFileDialog*>(name) == nullptr; }))
      << name.toStdString() << " stays open";
}

QString WindowStory::sentence(const QString& page)
{
  auto* status = see<widgets::StatusSentence>(page + u".status"_s);
  return status == nullptr ? QString() : status->sentence();
}

} // namespace limpid::support
