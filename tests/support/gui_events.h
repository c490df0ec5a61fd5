#pragma once

#include <QApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QImage>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPixmap>
#include <QWheelEvent>
#include <QWidget>
#include <QWindow>

namespace limpid::testing {

/// Shows the widget at this size and returns when its window is on the screen.
inline void showAndSettle(QWidget& widget, QSize size)
{
  widget.resize(size);
  widget.show();
  const QDeadlineTimer patience(20000);
  while (!widget.windowHandle()->isExposed() && !patience.hasExpired())
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
  QCoreApplication::processEvents();
}

/// Gives the shown widget's window the keyboard and returns when it has it.
inline void giveKeyboard(QWidget& widget)
{
  widget.activateWindow();
  const QDeadlineTimer patience(20000);
  while (!widget.isActiveWindow() && !patience.hasExpired())
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
}

/// What a person sees of the widget; also written to the folder LIMPID_SCREENSHOTS, if that is set.
inline QImage screenshot(QWidget& widget, const QString& name)
{
  QCoreApplication::processEvents();
  QImage image = widget.grab().toImage().convertToFormat(QImage::Format_RGB32);
  if (const QString folder = qEnvironmentVariable("LIMPID_SCREENSHOTS"); !folder.isEmpty())
    image.save(QDir(folder).filePath(name + QStringLiteral(".png")));
  return image;
}

inline void sendMouse(QWidget& widget, QEvent::Type type, QPointF position, Qt::MouseButton button,
                      Qt::KeyboardModifiers modifiers = {})
{
  const Qt::MouseButtons held =
      type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::MouseButtons(button);
  QMouseEvent event(type, position, widget.mapToGlobal(position),
                    type == QEvent::MouseMove ? Qt::NoButton : button, held, modifiers);
  QCoreApplication::sendEvent(&widget, &event);
}

inline void click(QWidget& widget, QPointF position, Qt::KeyboardModifiers modifiers = {})
{
  sendMouse(widget, QEvent::MouseButtonPress, position, Qt::LeftButton, modifiers);
  sendMouse(widget, QEvent::MouseButtonRelease, position, Qt::LeftButton, modifiers);
}

inline void drag(QWidget& widget, QPointF from, QPointF to, Qt::MouseButton button)
{
  sendMouse(widget, QEvent::MouseButtonPress, from, button);
  sendMouse(widget, QEvent::MouseMove, (from + to) / 2.0, button);
  sendMouse(widget, QEvent::MouseMove, to, button);
  sendMouse(widget, QEvent::MouseButtonRelease, to, button);
}

inline void pressKey(QWidget& widget, Qt::Key key, Qt::KeyboardModifiers modifiers = {})
{
  QKeyEvent press(QEvent::KeyPress, key, modifiers);
  QCoreApplication::sendEvent(&widget, &press);
  QKeyEvent release(QEvent::KeyRelease, key, modifiers);
  QCoreApplication::sendEvent(&widget, &release);
}

/// A wheel turned by so many notches; positive is away from the hand.
inline void turnWheel(QWidget& widget, QPointF position, int notches,
                      Qt::KeyboardModifiers modifiers = {})
{
  QWheelEvent event(position, widget.mapToGlobal(position), QPoint(), QPoint(0, 120 * notches),
                    Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(&widget, &event);
}

} // namespace limpid::testing
