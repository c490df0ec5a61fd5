#pragma once

#include <QString>
#include <QVariant>

#include <initializer_list>
#include <utility>

class QComboBox;
class QSpinBox;
class QWidget;

namespace limpid::pages {

/// A combo box with both its names; each item is its words and its value.
QComboBox* choice(const QString& objectName, const QString& word,
                  std::initializer_list<std::pair<QString, QVariant>> items);

/// A spin box for whole numbers with both its names; it tells a number once it is complete.
QSpinBox* number(const QString& objectName, const QString& word, int low, int high);

/// Show a value without telling anybody: the view-model knows it already.
void selectQuietly(QComboBox* box, const QVariant& value);
void setQuietly(QSpinBox* box, int value);

/// A click on the bar's buttons, boxes and sliders leaves the keyboard where it rates; Tab leads to
/// them all the same.
void leaveKeyboard(const QWidget& bar);

/// A wheel turned over the field moves what the field stands in, never its value.
void passWheelOn(QWidget& field);

} // namespace limpid::pages
