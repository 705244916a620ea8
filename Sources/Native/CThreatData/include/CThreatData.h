#pragma once
#include <stddef.h>
#include <stdint.h>

/// A data file of Sources/Threats/Resources, built into the program.
typedef struct {
  /// The file's name without its folder.
  const char *name;
  const uint8_t *bytes;
  size_t length;
} ctd_file;

/// The file of that name; bytes is null where there is none. The bytes live as long as the program.
ctd_file ctd_find(const char *name);
