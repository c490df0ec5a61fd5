#include "ui/widgets/style_sheet.h"

namespace limpid::widgets {
namespace {

// @name stands for a token; @cardBorder is the light appearance's line around cards, @check
// the tick in onAccent.
constexpr auto sheet = R"(
QPushButton { background: @raised; color: @text; border: 1px solid @border; border-radius: 4px;
  min-height: 28px; padding: 0 12px; }
QPushButton:hover { background: @surface; }
QPushButton:pressed { background: @selection; }
QPushButton:checked { background: @selection; }
QPushButton:focus { border: 2px solid @accent; }
QPushButton:disabled { color: @muted; border-color: @line; }
QPushButton:flat { background: transparent; border: 1px solid transparent; min-height: 22px; }
QPushButton:flat:hover { background: @raised; }
QPushButton:flat:focus { border: 2px solid @accent; }

QLineEdit, QComboBox, QAbstractSpinBox { background: @field; color: @text;
  border: 1px solid @border; border-radius: 4px; min-height: 28px; padding: 0 8px; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid @accent; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { color: @muted;
  border-color: @line; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { width: 14px;
  height: 14px; background: @field; border: 1px solid @border; border-radius: 3px; }
QAbstractItemView::indicator { width: 11px; height: 11px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: @accent;
  border-color: @accent; image: url(@check); }
QRadioButton::indicator:checked { background: @accent; border: 3px solid @field; width: 10px;
  height: 10px; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: @accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: @line; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url(:/limpid/icons/control-down.svg); width: 12px; height: 12px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 20px; }
QAbstractSpinBox::up-arrow { image: url(:/limpid/icons/control-up.svg); width: 10px;
  height: 10px; }
QAbstractSpinBox::down-arrow { image: url(:/limpid/icons/control-down.svg); width: 10px;
  height: 10px; }

QSlider::groove:horizontal { height: 4px; background: @border; border-radius: 2px; }
QSlider::sub-page:horizontal { height: 4px; background: @accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 10px; margin: -5px 0; background: @raised;
  border: 2px solid @text2; border-radius: 7px; }
QSlider::handle:horizontal:focus { border-color: @accent; background: @accent; }
QSlider::groove:horizontal:disabled, QSlider::sub-page:horizontal:disabled { background: @line; }
QSlider::handle:horizontal:disabled { border-color: @line; }

QLabel[role="title"] { font-size: 20px; font-weight: 600; }
QLabel[role="cardTitle"] { font-size: 15px; font-weight: 600; }
QLabel[role="label"] { font-weight: 600; }
QLabel[role="purpose"], QLabel[role="caption"], QLabel[role="emptySentence"] { color: @text2; }
QLabel[role="caption"] { font-size: 11px; }
QLabel[role="verdict"] { font-size: 28px; font-weight: 600; }
QLabel[tone="ok"] { color: @ok; }
QLabel[tone="warning"] { color: @warn; }
QLabel[tone="error"] { color: @error; }

QFrame[role="card"] { background: @surface; border: @cardBorder; border-radius: 6px; }
QFrame[role="card"][selectable="true"] { border: 1px solid @border; }
QFrame[role="card"][selectable="true"]:hover { background: @raised; }
QFrame[role="card"][selected="true"] { border: 2px solid @accent; }
QFrame[role="card"][selectable="true"]:focus { border: 2px solid @accent; }

QFrame[role="ratingRow"] { border: none; border-left: 3px solid transparent; }
QFrame[role="ratingRow"][focused="true"] { background: @raised; border-left: 3px solid @accent; }
QToolButton[role="componentName"] { border: none; background: transparent; color: @text;
  font-weight: 600; padding: 2px 0; text-align: left; }
QToolButton[role="componentName"]:focus { border: 2px solid @accent; border-radius: 4px; }
QLabel[proposal="true"] { color: @warn; }
QFrame[role="proposal"] { background: @warnBg; border: 1px solid @warn; border-radius: 4px; }
QFrame[role="proposal"] QLabel { color: @text; }

QPushButton[role="primary"] { background: @accent; color: @onAccent; border: 2px solid @accent;
  border-radius: 4px; min-height: 32px; padding: 0 20px; font-weight: 600; }
QPushButton[role="primary"]:focus { border: 2px solid @text; }
QPushButton[role="primary"]:disabled { background: @raised; color: @muted;
  border: 2px solid @raised; }

QPushButton[role="chip"] { background: @raised; color: @text; border: 1px solid @raised;
  border-radius: 12px; min-height: 22px; padding: 0 10px; }
QPushButton[role="chip"][filter="true"] { border: 1px solid @border; min-height: 28px;
  border-radius: 15px; }
QPushButton[role="chip"]:checked { background: @selection; border: 2px solid @accent; }
QPushButton[role="chip"]:focus { border: 2px solid @accent; }
QPushButton[role="chip"][tone="ok"] { background: @okBg; color: @ok; border-color: @okBg; }
QPushButton[role="chip"][tone="warning"] { background: @warnBg; color: @warn;
  border-color: @warnBg; }
QPushButton[role="chip"][tone="error"] { background: @errorBg; color: @error;
  border-color: @errorBg; }

QFrame[role="rail"] { background: @surface; border: none; }
QToolButton[role="railEntry"] { border: 2px solid transparent; border-radius: 4px; color: @text2;
  padding: 4px 2px 22px 2px; font-size: 12px; }
QToolButton[role="railEntry"][wide="true"] { font-size: 13px; padding: 4px 8px; }
QToolButton[role="railEntry"]:hover { background: @raised; }
QToolButton[role="railEntry"]:checked { background: @selection; color: @text; }
QToolButton[role="railEntry"]:focus { border: 2px solid @accent; }

QHeaderView { background: @raised; border: none; }
QHeaderView::section { background: @raised; color: @text2; border: none;
  border-right: 1px solid @line; padding: 4px 3px; } /* above the text of the cells */
QHeaderView::section:last { border-right: none; }
QTableView::item { padding: 0 4px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @border; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 24px; }
QScrollBar::handle:horizontal { min-width: 24px; }
QScrollBar::handle:hover { background: @text2; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: @raised; color: @text; border: 1px solid @border; padding: 4px; }
QToolButton[role="menu"] { padding-right: 20px; }
QToolButton[role="menu"]::menu-indicator { image: url(:/limpid/icons/control-down.svg);
  width: 10px; height: 10px; subcontrol-origin: padding; subcontrol-position: right center;
  right: 4px; }
QToolButton[role="end"] { background: @raised; border: 1px solid @border; border-radius: 4px;
  padding: 8px; }
QToolButton[role="end"]:checked { border: 2px solid @accent; background: @selection; }
QToolButton[role="end"]:focus { border: 2px solid @accent; }

QWidget[role="drawer"], QWidget[role="strip"] { background: @surface; }
QToolButton[role="drawerHead"] { border: none; color: @text2; text-align: left; padding: 0 8px; }
QToolButton[role="drawerHead"]:focus { border: 2px solid @accent; border-radius: 4px; }
)";

} // namespace

QString makeStyleSheet(const QHash<QString, QColor>& colours, Appearance appearance)
{
  QString text = QString::fromLatin1(sheet);
  const bool dark = appearance == Appearance::Dark;
  const QString border = dark ? QStringLiteral("none") : QStringLiteral("1px solid @line");
  text.replace(QStringLiteral("@cardBorder"), border);
  text.replace(QStringLiteral("@check"), QStringLiteral(":/limpid/icons/control-check-%1.svg")
                                             .arg(QLatin1String(dark ? "dark" : "light")));
  // The longest names first: @text2 begins with @text.
  QStringList names = colours.keys();
  std::sort(names.begin(), names.end(), [](const QString& first, const QString& second) {
    return first.size() > second.size();
  });
  for (const QString& name : std::as_const(names))
    text.replace(QLatin1Char('@') + name, colours.value(name).name());
  return text;
}

} // namespace limpid::widgets
