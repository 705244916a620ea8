#pragma once
#include <stddef.h>
#include <stdint.h>

/// A file that is to be stored.
typedef struct {
  const char *name;
  const unsigned char *bytes;
  size_t length;
} czip_file;

/// Stores files, uncompressed and in this order, all with the same MS-DOS time and the mode 0644.
/// The result is freed with czip_free; NULL where libzip refuses.
unsigned char *czip_write(const czip_file *files, size_t count, uint16_t time, uint16_t date,
                          size_t *length);
void czip_free(unsigned char *bytes);

/// What the central directory says of a file.
typedef struct {
  const char *name;  // valid until the archive is closed
  uint64_t size;
  uint64_t stored_size;
  uint16_t method;
  uint16_t encryption;
  int is_link;  // whether its Unix mode is not that of a regular file
} czip_entry;

typedef struct czip_reader czip_reader;

/// Opens an archive in memory, which must outlive the reader. NULL, and libzip's error code, where it
/// is none.
czip_reader *czip_open(const unsigned char *bytes, size_t length, int *error);
void czip_close(czip_reader *reader);
int64_t czip_count(czip_reader *reader);
/// 0 where it can be told.
int czip_stat(czip_reader *reader, uint64_t index, czip_entry *entry);
/// Reads so many stored bytes as they are, without a check of the CRC; 0 where all came.
int czip_read(czip_reader *reader, uint64_t index, unsigned char *buffer, size_t length);
