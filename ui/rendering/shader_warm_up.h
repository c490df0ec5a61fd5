#pragma once

#include "ui/rendering/render_context.h"

#include <memory>

namespace limpid::rendering {

/// Draws a small chart and a small image that nobody sees, before there is a window: software
/// OpenGL compiles shaders for 0.1 s, and for 0.4 s the first time, which the first view would have
/// to wait for. What it readies lasts as long as the result.
[[nodiscard]] std::shared_ptr<RenderContext> warmUpShaders();

} // namespace limpid::rendering
