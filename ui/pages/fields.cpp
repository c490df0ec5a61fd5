#include "ui/pages/fields.h"

#include "ui/pages/named.h"

#include <QComboBox>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace limpid::pages {

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

} // namespace limpid::pages
