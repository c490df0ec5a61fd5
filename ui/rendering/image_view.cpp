#include "ui/rendering/image_view.h"

#include "ui/rendering/image_view_impl.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace limpid::rendering {
namespace {

constexpr double leastZoom = 0.1;
constexpr double greatestZoom = 40.0;

QString shown(double value, double width)
{
  // As many decimals as the window can tell apart.
  const int decimals = width >= 50.0 ? 0 : std::clamp(2 - int(std::floor(std::log10(width))), 0, 6);
  return QLocale().toString(value, 'f', decimals);
}

/// "R 12.3  A 40.0  H 7.5 mm": towards which side of the patient, from the scanner's origin.
QString placeText(const imaging::Position& position)
{
  constexpr std::array<std::array<char, 2>, 3> sides = {{{'L', 'R'}, {'P', 'A'}, {'H', 'F'}}};
  QString text;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const double rounded = std::round(position[axis] * 10.0) / 10.0;
    text += QLatin1Char(sides[axis][rounded < 0.0 ? 1 : 0]);
    text += QLatin1Char(' ') + QLocale().toString(std::abs(rounded), 'f', 1) + QLatin1String("  ");
  }
  text.chop(1);
  return text + QLatin1String("mm");
}

} // namespace

ImageView::Impl::Impl(ImageView& view) : canvas(&view), overlay(new ViewOverlay(&view))
{
  overlay->shown = {&image, &projection, &window, &inverted};
}

void ImageView::Impl::showCamera()
{
  canvas.look(projection.sceneMiddle(), projection.scenePerPixel() * canvas.widget().height());
  overlay->brushRadius =
      leftButton == LeftButton::Draw ? brushRadius / projection.scenePerPixel() : 0.0;
  overlay->update();
}

void ImageView::Impl::showWindow()
{
  if (slice)
    rendering::setWindow(*slice, window, inverted);
  canvas.widget().renderSoon();
  showReadout();
}

void ImageView::Impl::showReadout()
{
  QStringList lines;
  if (!pointerValue.isEmpty())
    lines.append(pointerValue);
  if (!pointerPlace.isEmpty())
    lines.append(pointerPlace);
  lines.append(ImageView::tr("W %1  L %2")
                   .arg(shown(window.width, window.width), shown(window.centre, window.width)));
  overlay->readout = lines.join(QLatin1Char('\n'));
  overlay->update();
}

void ImageView::Impl::showPointer(std::optional<QPointF> position)
{
  overlay->pointer = position;
  pointerValue.clear();
  pointerPlace.clear();
  const auto pixel = position && !overlay->empty ? projection.pixelAt(*position) : std::nullopt;
  if (pixel && image.channels == 1) {
    const auto [row, column] = *pixel;
    pointerValue = shown(double{image.at(row, column)}, window.width) + QLatin1Char(' ') + unit;
    if (plane && image.spacingMm)
      pointerPlace = placeText(imaging::positionMm(*plane, *image.spacingMm, row, column));
  }
  showReadout();
}

void ImageView::Impl::showLetters()
{
  overlay->marks.letters.reset();
  if (plane && lettersShown)
    overlay->marks.letters = imaging::edgeLetters(*plane);
  overlay->update();
}

void ImageView::Impl::zoomBy(double factor)
{
  projection.camera.zoom = std::clamp(projection.camera.zoom * factor, leastZoom, greatestZoom);
  showCamera();
}

ImageView::ImageView(QWidget* parent) : QWidget(parent), m_impl(std::make_unique<Impl>(*this))
{
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setContextMenuPolicy(Qt::PreventContextMenu); // a right drag zooms
  setMinimumSize(64, 64);
  setAccessibleName(tr("Image"));
}

ImageView::~ImageView() = default;

void ImageView::setImage(const imaging::Image& image, std::optional<WindowLevel> window)
{
  m_impl->firstWindow = window ? *window : percentileWindow({&image, 1});
  m_impl->window = m_impl->firstWindow;
  m_impl->projection.camera = {};
  replaceImage(image);
}

void ImageView::replaceImage(const imaging::Image& image)
{
  m_impl->image = image;
  m_impl->projection.setImage(image);
  setMapOverlay(std::nullopt);
  if (m_impl->slice) {
    setPixels(*m_impl->slice, image);
  } else {
    m_impl->slice = makeSlice(image);
    m_impl->canvas.renderer().AddViewProp(m_impl->slice);
  }
  m_impl->slice->VisibilityOn();
  m_impl->overlay->empty = false;
  setAccessibleDescription({});
  m_impl->showCamera();
  m_impl->showWindow();
  m_impl->showPointer(m_impl->overlay->pointer);
}

void ImageView::clear(const QString& reason)
{
  setMapOverlay(std::nullopt);
  m_impl->image = {};
  m_impl->pointerValue.clear();
  m_impl->pointerPlace.clear();
  m_impl->overlay->empty = true;
  m_impl->overlay->emptyReason = reason;
  setAccessibleDescription(reason);
  m_impl->overlay->update();
  if (m_impl->slice)
    m_impl->slice->VisibilityOff();
  m_impl->canvas.widget().renderSoon();
}

const imaging::Image& ImageView::image() const
{
  return m_impl->image;
}

void ImageView::setPlane(const std::optional<imaging::ImagePlane>& plane)
{
  m_impl->plane = plane;
  m_impl->showLetters();
  m_impl->showPointer(m_impl->overlay->pointer);
}

void ImageView::setUnit(const QString& unit)
{
  m_impl->unit = unit;
}

void ImageView::setCornerText(Corner corner, const QString& text)
{
  QString& shown = m_impl->overlay->corners[static_cast<std::size_t>(corner)];
  if (shown == text)
    return;
  shown = text;
  m_impl->overlay->update();
}

QString ImageView::cornerText(Corner corner) const
{
  return m_impl->overlay->corners[static_cast<std::size_t>(corner)];
}

void ImageView::setBadges(Badges badges)
{
  m_impl->overlay->badges = badges;
  m_impl->overlay->update();
}

WindowLevel ImageView::windowLevel() const
{
  return m_impl->window;
}

void ImageView::setWindowLevel(const WindowLevel& window)
{
  m_impl->window = window;
  m_impl->showWindow();
}

void ImageView::setFirstWindow(const WindowLevel& window)
{
  m_impl->firstWindow = window;
}

bool ImageView::inverted() const
{
  return m_impl->inverted;
}

void ImageView::setInverted(bool inverted)
{
  m_impl->inverted = inverted;
  m_impl->showWindow();
}

double ImageView::zoom() const
{
  return m_impl->projection.camera.zoom;
}

ViewCamera ImageView::camera() const
{
  return m_impl->projection.camera;
}

void ImageView::setCamera(const ViewCamera& camera)
{
  m_impl->projection.camera = {std::clamp(camera.zoom, leastZoom, greatestZoom), camera.shift};
  m_impl->showCamera();
}

void ImageView::resetView()
{
  setCamera({});
  announceCamera();
  if (m_impl->window != m_impl->firstWindow) {
    setWindowLevel(m_impl->firstWindow);
    Q_EMIT windowLevelChanged(m_impl->window);
  }
}

void ImageView::setMapOverlay(const std::optional<MapOverlay>& map)
{
  ViewMarks& marks = m_impl->overlay->marks;
  const bool fits = map && map->values.rows == m_impl->image.rows &&
                    map->values.columns == m_impl->image.columns && !m_impl->image.pixels.empty();
  marks.outline.clear();
  marks.legend.reset();
  if (fits) {
    if (!m_impl->mapSlice) {
      m_impl->mapSlice = makeMapSlice();
      m_impl->canvas.renderer().AddViewProp(m_impl->mapSlice);
    }
    setMap(*m_impl->mapSlice, *map, m_impl->image);
    if (map->contour)
      marks.outline = outlineOf(map->values);
    marks.legend = *map;
    marks.legend->values = {};
  }
  if (m_impl->mapSlice)
    m_impl->mapSlice->SetVisibility(fits ? 1 : 0);
  m_impl->overlay->update();
  m_impl->canvas.widget().renderSoon();
}

void ImageView::setCrosshair(std::optional<QPointF> imagePoint)
{
  m_impl->overlay->marks.crosshair = imagePoint;
  m_impl->overlay->update();
}

void ImageView::setPointerMark(std::optional<QPointF> imagePoint)
{
  m_impl->overlay->marks.pointer = imagePoint;
  m_impl->overlay->update();
}

void ImageView::setPolygon(const QPolygonF& imagePoints)
{
  m_impl->overlay->marks.polygon = imagePoints;
  m_impl->overlay->update();
}

void ImageView::setMagnifier(bool shown)
{
  m_impl->overlay->magnifier = shown;
  m_impl->overlay->update();
}

void ImageView::setOrientationShown(bool shown)
{
  m_impl->lettersShown = shown;
  m_impl->showLetters();
}

void ImageView::setScaleBarShown(bool shown)
{
  m_impl->overlay->marks.scaleBar = shown;
  m_impl->overlay->update();
}

void ImageView::setLeftButton(LeftButton role, double brushRadius)
{
  m_impl->leftButton = role;
  m_impl->brushRadius = brushRadius;
  setCursor(role == LeftButton::Draw ? Qt::CrossCursor : Qt::ArrowCursor);
  m_impl->showCamera();
}

QString ImageView::readout() const
{
  return m_impl->overlay->readout;
}

std::optional<float> ImageView::valueAt(QPointF position) const
{
  if (m_impl->image.pixels.empty() || m_impl->image.channels != 1)
    return std::nullopt;
  const auto pixel = m_impl->projection.pixelAt(position);
  return pixel ? std::optional(m_impl->image.at((*pixel)[0], (*pixel)[1])) : std::nullopt;
}

QPointF ImageView::imageAt(QPointF position) const
{
  return m_impl->projection.imageAt(position);
}

QPointF ImageView::positionOf(QPointF imagePoint) const
{
  return m_impl->projection.positionOf(imagePoint);
}

} // namespace limpid::rendering
