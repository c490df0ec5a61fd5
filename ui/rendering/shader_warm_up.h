#pragma once

namespace limpid::rendering {

/// Draws a small chart and a small image that nobody sees, before there is a window: the driver
/// compiles the shaders of the views and keeps them in its cache on disk. Software OpenGL then
/// takes 10 ms for the first view in place of 40, and of 200 where the cache was empty. Takes 0.1 s
/// itself, 0.4 s with an empty cache. Does nothing where there is no OpenGL.
void warmUpShaders();

} // namespace limpid::rendering
