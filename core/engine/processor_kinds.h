#pragma once

// Before a function with loops over elements: it is compiled for several kinds of processors, of
// which the best is taken when the program starts.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define LIMPID_FOR_EACH_PROCESSOR                                                                  \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define LIMPID_FOR_EACH_PROCESSOR
#endif
