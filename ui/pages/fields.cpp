#include "ui/pages/fields.h"

#include "ui/pages/named.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QComboBox>
#include <QEvent>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace limpid::pages {

namespace {

class WheelFilter final : public QObject
{
public:
  using QObject::QObject;

protected:
  bool eventFilter(QObject* watched, QEvent* event) override
  {
    if (event->type() != QEvent::Wheel)
      return QObject::eventFilter(watched, event);
    event->ignore(); // so the parent gets it
    return true;
  }
};

} // namespace

QComboBox* choice(const QString& objectName, const QString& word,
                  std::initializer_list<std::pair<QString, QVariant>> items)
{
  auto* box = named(new QComboBox, objectName, word);
  for (const auto& [text, value] : items)
    box->addItem(text, value);
  return box;
}

QSpinBox* number(const QString& objectName, const QString& word, int low, int high)
{
  auto* box = named(new QSpinBox, objectName, word);
  box->setRange(low, high);
  box->setGroupSeparatorShown(true);
  box->setKeyboardTracking(false);
  return box;
}

void selectQuietly(QComboBox* box, const QVariant& value)
{
  const QSignalBlocker quiet(box);
  box->setCurrentIndex(std::max(0, box->findData(value)));
}

void setQuietly(QSpinBox* box, int value)
{
  const QSignalBlocker quiet(box);
  box->setValue(value);
}

void leaveKeyboard(const QWidget& bar)
{
  for (QWidget* control : bar.findChildren<QWidget*>()) {
    const bool isControl = qobject_cast<QAbstractButton*>(control) != nullptr ||
                           qobject_cast<QComboBox*>(control) != nullptr ||
                           qobject_cast<QAbstractSlider*>(control) != nullptr;
    const bool takesClicks = (control->focusPolicy() & Qt::ClickFocus) == Qt::ClickFocus;
    if (isControl && takesClicks && control->window() == bar.window())
      control->setFocusPolicy(Qt::TabFocus);
  }
}

void passWheelOn(QWidget& field)
{
  field.installEventFilter(new WheelFilter(&field));
}

} // namespace limpid::pages
