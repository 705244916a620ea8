#include "czip.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <zip.h>

struct czip_reader {
  zip_t *archive;
};

static int add(zip_t *archive, const czip_file *file, uint16_t time, uint16_t date) {
  zip_source_t *source = zip_source_buffer(archive, file->bytes, file->length, 0);
  if (!source) return -1;
  zip_int64_t index = zip_file_add(archive, file->name, source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    return -1;
  }
  zip_uint64_t place = (zip_uint64_t)index;
  if (zip_set_file_compression(archive, place, ZIP_CM_STORE, 0)) return -1;
  if (zip_file_set_dostime(archive, place, time, date, 0)) return -1;
  return zip_file_set_external_attributes(archive, place, 0, ZIP_OPSYS_UNIX,
                                          (zip_uint32_t)(S_IFREG | 0644) << 16);
}

static unsigned char *contents(zip_source_t *source, size_t *length) {
  zip_stat_t status;
  if (zip_source_stat(source, &status) || !(status.valid & ZIP_STAT_SIZE)) return NULL;
  unsigned char *bytes = malloc(status.size + 1);
  if (!bytes) return NULL;
  if (zip_source_open(source)) {
    free(bytes);
    return NULL;
  }
  zip_int64_t count = zip_source_read(source, bytes, status.size);
  zip_source_close(source);
  if (count < 0 || (zip_uint64_t)count != status.size) {
    free(bytes);
    return NULL;
  }
  *length = status.size;
  return bytes;
}

unsigned char *czip_write(const czip_file *files, size_t count, uint16_t time, uint16_t date,
                          size_t *length) {
  zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, NULL);
  if (!target) return NULL;
  zip_source_keep(target);
  zip_t *archive = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, NULL);
  if (!archive) {
    zip_source_free(target);
    zip_source_free(target);
    return NULL;
  }
  unsigned char *bytes = NULL;
  for (size_t i = 0; i < count; i++) {
    if (add(archive, &files[i], time, date)) {
      zip_discard(archive);
      zip_source_free(target);
      return NULL;
    }
  }
  if (zip_close(archive)) {
    zip_discard(archive);
  } else {
    bytes = contents(target, length);
  }
  zip_source_free(target);
  return bytes;
}

void czip_free(unsigned char *bytes) { free(bytes); }

czip_reader *czip_open(const unsigned char *bytes, size_t length, int *error) {
  zip_error_t problem;
  zip_error_init(&problem);
  *error = ZIP_ER_MEMORY;
  czip_reader *reader = NULL;
  zip_source_t *source = zip_source_buffer_create(bytes, length, 0, &problem);
  if (source) {
    zip_t *archive = zip_open_from_source(source, ZIP_RDONLY, &problem);
    if (!archive) {
      zip_source_free(source);
    } else if (!(reader = malloc(sizeof *reader))) {
      zip_discard(archive);
    } else {
      reader->archive = archive;
    }
  }
  if (!reader) *error = zip_error_code_zip(&problem);
  zip_error_fini(&problem);
  return reader;
}

void czip_close(czip_reader *reader) {
  zip_discard(reader->archive);
  free(reader);
}

int64_t czip_count(czip_reader *reader) { return zip_get_num_entries(reader->archive, 0); }

int czip_stat(czip_reader *reader, uint64_t index, czip_entry *entry) {
  const zip_uint64_t wanted = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD |
                              ZIP_STAT_ENCRYPTION_METHOD;
  zip_stat_t status;
  zip_stat_init(&status);
  if (zip_stat_index(reader->archive, index, 0, &status)) return -1;
  if ((status.valid & wanted) != wanted) return -1;
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  if (zip_file_get_external_attributes(reader->archive, index, 0, &system, &attributes)) return -1;
  entry->name = zip_get_name(reader->archive, index, ZIP_FL_ENC_RAW);
  entry->size = status.size;
  entry->stored_size = status.comp_size;
  entry->method = status.comp_method;
  entry->encryption = status.encryption_method;
  mode_t mode = (mode_t)(attributes >> 16) & S_IFMT;
  entry->is_link = system == ZIP_OPSYS_UNIX && mode != 0 && mode != S_IFREG;
  return entry->name ? 0 : -1;
}

int czip_read(czip_reader *reader, uint64_t index, unsigned char *buffer, size_t length) {
  zip_file_t *file = zip_fopen_index(reader->archive, index, ZIP_FL_COMPRESSED);
  if (!file) return -1;
  size_t done = 0;
  while (done < length) {
    zip_int64_t count = zip_fread(file, buffer + done, length - done);
    if (count <= 0) break;
    done += (size_t)count;
  }
  zip_fclose(file);
  return done == length ? 0 : -1;
}
