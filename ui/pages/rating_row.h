#pragma once

#include "core/risk/schema.h"
#include "ui/viewmodels/rating_editor.h"

#include <QFrame>

class QDoubleSpinBox;
class QLabel;
class QToolButton;

namespace limpid::widgets {
class ElidedLabel;
class PipSlider;
} // namespace limpid::widgets

namespace limpid::pages {

/// One component in the editor: its name (a click lets the keys rate it), its value in words, where
/// that comes from, and pips for a scale or a number with its unit.
class RatingRow final : public QFrame
{
  Q_OBJECT

public:
  explicit RatingRow(const risk::Component& component, QWidget* parent = nullptr);

  QString component() const { return m_component; }
  void show(const viewmodels::ComponentState& state, const risk::Component& component,
            const QString& unit, bool focused);

Q_SIGNALS:
  void focusRequested(const QString& component);
  void valueChosen(const QString& component, std::optional<double> value);

private:
  QWidget* makeField(const risk::Component& component);

  QString m_component;
  std::vector<double> m_steps;
  QToolButton* m_name = nullptr;
  QLabel* m_word = nullptr;
  QString m_unset; // what the number says where there is none
  widgets::ElidedLabel* m_origin = nullptr;
  QDoubleSpinBox* m_number = nullptr; // one of the two
  widgets::PipSlider* m_pips = nullptr;
};

} // namespace limpid::pages
