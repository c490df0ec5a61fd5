#pragma once

#include "ui/pages/sheet_layout.h"
#include "ui/pages/thumbnail_store.h"
#include "ui/pages/tile_painter.h"
#include "ui/viewmodels/sheet_settings.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace limpid::pages {

/// The images of a kind as thumbnails, those of a series on a stack that opens. Only what is in
/// sight is drawn, and asked of the worker.
///
/// Click, Ctrl and Shift select as everywhere, a drag by rubber band; arrows, Home, End and Page
/// keys move, with Shift they extend, with Ctrl they only move; Ctrl+A selects all that is shown;
/// + and − open and close a stack, * all of them; Enter and a double click open the image.
class ContactSheet final : public QAbstractScrollArea
{
  Q_OBJECT

public:
  ContactSheet(viewmodels::QualityViewModel& quality, viewmodels::SheetViewModel& sheet,
               QWidget* parent = nullptr);

  static constexpr int leastEdge = 64;
  static constexpr int mostEdge = 192;
  static constexpr int edgeStep = 16;

  void setTileEdge(int pixels); ///< of the images, between least and most
  int tileEdge() const { return m_edge; }
  const SheetLayout& layoutOfTiles() const { return m_layout; }
  /// Where a tile is in the viewport.
  QRect tileRect(int tile) const;
  /// Selects the image that many images further, and it alone.
  void step(int steps);
  void setAllOpen(bool open);
  /// All thumbnails in sight are drawn, or known not to be there.
  bool isComplete() const;

Q_SIGNALS:
  void openRequested();
  void tileEdgeChanged(int pixels);
  /// A click with the right button; the selection has been made.
  void menuRequested(QPoint globalPosition);
  void painted(); ///< after each drawing

protected:
  bool viewportEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void scrollContentsBy(int dx, int dy) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void timerEvent(QTimerEvent* event) override;
  void changeEvent(QEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

private:
  void layOut();
  void takeArrangement();
  void takeSelection();
  void wantThumbnails();
  std::vector<int> rowsOf(int tile) const;
  TileLook lookOf(const SheetTile& tile) const;
  QString titleOf(const SheetTile& tile) const;
  QString tipOf(const SheetTile& tile) const;
  bool isSelected(int row) const { return m_isSelected[static_cast<std::size_t>(row)]; }

  QPoint onSheet(QPointF inViewport) const;
  void select(std::vector<int> rows, int last);
  void selectTile(int tile, Qt::KeyboardModifiers modifiers);
  void selectRange(int from, int to, bool add);
  void toggle(int tile);
  void moveTo(int tile, Qt::KeyboardModifiers modifiers);
  std::optional<int> destinationOf(int key) const;
  void scrollToTile(int tile);
  void openStack(int tile, bool open);
  void drawRubberBand(QPainter& painter) const;
  void followRubberBand(QPointF inViewport);
  void endRubberBand();
  QRect rubberBand() const;
  void tellCurrent();

  viewmodels::QualityViewModel& m_quality;
  viewmodels::SheetViewModel& m_sheet;
  ThumbnailStore m_thumbnails;
  TilePainter m_painter;
  SheetLayout m_layout;
  std::set<std::string> m_open;
  std::vector<bool> m_isSelected;      // by row
  std::vector<int> m_beforeRubberBand; // rows that a rubber band adds to
  std::optional<QPoint> m_rubberFrom;  // on the sheet
  QPointF m_pointer;                   // in the viewport, while a button is held
  std::vector<int> m_lastSelection;
  bool m_rubberMoved = false;
  bool m_selecting = false; // the selection's change is our own
  int m_current = -1;       // tile
  int m_anchor = -1;        // tile that a range starts from
  int m_edge = viewmodels::SheetSettings::usualTileEdge;
  QBasicTimer m_autoScroll;
};

} // namespace limpid::pages
