// Stands between a program and the C library (LD_PRELOAD): records what it does to the files of a log, or lets the n-th
// call of one kind fail. Nothing of it is in the program itself.
//
// DISTURB_PREFIX    files whose absolute path begins so, and their folder, are looked at
// DISTURB_TRACE     record every change of them, and what is printed, at the end of this file
// DISTURB_CALL      the calls that fail: open read write truncate sync unlink allocate
// DISTURB_FROM      the first one that fails, counted from 1
// DISTURB_TIMES     how many fail
// DISTURB_ERRNO     with what
// DISTURB_ONLY      only files whose path ends so are disturbed
// DISTURB_TALLY     write here at exit how many calls of each kind there were
//
// A record: operation, 1 if it failed, bytes of the path (16 bits), bytes of the data (32 bits), offset (64 bits), path,
// data; numbers in the order of the machine. Operations: C(reated) W(ritten) T(runcated) S(ynced) U(nlinked) P(rinted).

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { OPEN, READ, WRITE, TRUNCATE, SYNC, UNLINK, ALLOCATE, KINDS };
static const char *const kind_names[KINDS] = {"open", "read", "write", "truncate", "sync", "unlink", "allocate"};

enum { DESCRIPTORS = 1024, PATH_BYTES = 512 };
static char paths[DESCRIPTORS][PATH_BYTES];

static char prefix[PATH_BYTES], folder[PATH_BYTES];
static const char *only;
static int trace = -1, failing = -1, failure = EIO;
static long first_failing, last_failing, counts[KINDS];
static uintptr_t sqlite_start, sqlite_end;
static pthread_mutex_t trace_lock = PTHREAD_MUTEX_INITIALIZER;
static int is_ready;

void *__libc_malloc(size_t);
void *__libc_realloc(void *, size_t);

static int find_sqlite(struct dl_phdr_info *info, size_t size, void *unused) {
  (void)size, (void)unused;
  if (!strstr(info->dlpi_name, "libsqlite3")) return 0;
  for (int index = 0; index < info->dlpi_phnum; index++) {
    const ElfW(Phdr) *part = &info->dlpi_phdr[index];
    if (part->p_type != PT_LOAD || !(part->p_flags & PF_X)) continue;
    sqlite_start = info->dlpi_addr + part->p_vaddr;
    sqlite_end = sqlite_start + part->p_memsz;
  }
  return 0;
}

__attribute__((constructor)) static void begin(void) {
  const char *text = getenv("DISTURB_PREFIX");
  if (!text || strlen(text) >= PATH_BYTES) return;
  strcpy(prefix, text);
  strcpy(folder, text);
  char *slash = strrchr(folder, '/');
  if (slash) *slash = 0;
  only = getenv("DISTURB_ONLY");
  if ((text = getenv("DISTURB_TRACE")))
    trace = (int)syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if ((text = getenv("DISTURB_CALL")))
    for (int kind = 0; kind < KINDS; kind++)
      if (!strcmp(text, kind_names[kind])) failing = kind;
  if ((text = getenv("DISTURB_FROM"))) first_failing = atol(text);
  last_failing = first_failing;
  if ((text = getenv("DISTURB_TIMES"))) last_failing = first_failing + atol(text) - 1;
  if ((text = getenv("DISTURB_ERRNO"))) failure = atoi(text);
  dl_iterate_phdr(find_sqlite, NULL);
  is_ready = 1;
}

__attribute__((destructor)) static void end(void) {
  const char *name = getenv("DISTURB_TALLY");
  if (!is_ready || !name) return;
  char text[512];
  int length = 0;
  for (int kind = 0; kind < KINDS; kind++)
    length += snprintf(text + length, sizeof text - length, "%s %ld\n", kind_names[kind], counts[kind]);
  int file = (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (syscall(SYS_write, file, text, length) < 0) _exit(99);
  syscall(SYS_close, file);
}

// Counts a call on `path`; 1 if it has to fail, with errno set.
static int disturbed(int kind, const char *path) {
  if (only && path) {
    size_t have = strlen(path), want = strlen(only);
    if (have < want || strcmp(path + have - want, only)) return 0;
  }
  long number = __atomic_add_fetch(&counts[kind], 1, __ATOMIC_SEQ_CST);
  if (kind != failing || number < first_failing || number > last_failing) return 0;
  errno = failure;
  return 1;
}

static void record(char operation, int failed, const char *path, const void *data, size_t bytes, int64_t offset) {
  if (trace < 0) return;
  int kept = errno;
  uint16_t path_bytes = (uint16_t)strlen(path);
  uint32_t data_bytes = (uint32_t)bytes;
  pthread_mutex_lock(&trace_lock);
  size_t total = 16 + path_bytes + bytes;
  char *text = __libc_malloc(total);
  text[0] = operation;
  text[1] = (char)failed;
  memcpy(text + 2, &path_bytes, 2);
  memcpy(text + 4, &data_bytes, 4);
  memcpy(text + 8, &offset, 8);
  memcpy(text + 16, path, path_bytes);
  if (bytes) memcpy(text + 16 + path_bytes, data, bytes);
  for (size_t done = 0; done < total;) {
    long count = syscall(SYS_write, trace, text + done, total - done);
    if (count <= 0) _exit(98);
    done += (size_t)count;
  }
  free(text);
  pthread_mutex_unlock(&trace_lock);
  errno = kept;
}

// The absolute path that `name` names, if it is one of ours; NULL otherwise.
static const char *ours(const char *name, char *buffer) {
  if (!is_ready) return NULL;
  while (!strncmp(name, "./", 2)) name += 2;
  if (name[0] == '/') {
    if (strlen(name) >= PATH_BYTES) return NULL;
    strcpy(buffer, name);
  } else {
    if (!getcwd(buffer, PATH_BYTES) || strlen(buffer) + strlen(name) + 2 >= PATH_BYTES) return NULL;
    if (strcmp(name, ".")) {
      strcat(buffer, "/");
      strcat(buffer, name);
    }
  }
  if (!strncmp(buffer, prefix, strlen(prefix)) || !strcmp(buffer, folder)) return buffer;
  return NULL;
}

static const char *path_of(int file) {
  return is_ready && file >= 0 && file < DESCRIPTORS && paths[file][0] ? paths[file] : NULL;
}

static int open_as(const char *name, int flags, mode_t mode) {
  char buffer[PATH_BYTES];
  const char *path = ours(name, buffer);
  int is_new = 0;
  if (path) {
    if (disturbed(OPEN, path)) return -1;
    is_new = (flags & O_CREAT) && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0;
  }
  int file = (int)syscall(SYS_openat, AT_FDCWD, name, flags, mode);
  if (file >= 0 && file < DESCRIPTORS) {
    paths[file][0] = 0;
    if (path) {
      strcpy(paths[file], path);
      if (is_new) record('C', 0, path, NULL, 0, 0);
      if (flags & O_TRUNC) record('T', 0, path, NULL, 0, 0);
    }
  }
  return file;
}

int open(const char *name, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return open_as(name, flags, mode);
}

int open64(const char *name, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return open_as(name, flags, mode);
}

int close(int file) {
  if (file >= 0 && file < DESCRIPTORS) paths[file][0] = 0;
  return (int)syscall(SYS_close, file);
}

ssize_t read(int file, void *bytes, size_t count) {
  const char *path = path_of(file);
  if (path && disturbed(READ, path)) return -1;
  return syscall(SYS_read, file, bytes, count);
}

ssize_t pread64(int file, void *bytes, size_t count, off64_t offset) {
  const char *path = path_of(file);
  if (path && disturbed(READ, path)) return -1;
  return syscall(SYS_pread64, file, bytes, count, offset);
}

ssize_t pread(int file, void *bytes, size_t count, off_t offset) { return pread64(file, bytes, count, offset); }

ssize_t write(int file, const void *bytes, size_t count) {
  const char *path = path_of(file);
  if (path) {
    if (disturbed(WRITE, path)) return -1;
    off_t offset = (off_t)syscall(SYS_lseek, file, 0, SEEK_CUR);
    ssize_t written = syscall(SYS_write, file, bytes, count);
    if (written > 0) record('W', 0, path, bytes, (size_t)written, offset);
    return written;
  }
  // Before the call: whoever reads it may have seen it before we come to record it.
  if (file == 1 && is_ready) record('P', 0, "", bytes, count, 0);
  return syscall(SYS_write, file, bytes, count);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
  const char *path = path_of(file);
  if (path && disturbed(WRITE, path)) return -1;
  ssize_t written = syscall(SYS_pwrite64, file, bytes, count, offset);
  if (path && written > 0) record('W', 0, path, bytes, (size_t)written, offset);
  return written;
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
  return pwrite64(file, bytes, count, offset);
}

int ftruncate64(int file, off64_t size) {
  const char *path = path_of(file);
  if (path && disturbed(TRUNCATE, path)) return -1;
  int result = (int)syscall(SYS_ftruncate, file, size);
  if (path && result == 0) record('T', 0, path, NULL, 0, size);
  return result;
}

int ftruncate(int file, off_t size) { return ftruncate64(file, size); }

static int sync_by(long call, int file) {
  const char *path = path_of(file);
  if (!path) return (int)syscall(call, file);
  if (disturbed(SYNC, path)) {
    record('S', 1, path, NULL, 0, 0);
    errno = failure;
    return -1;
  }
  // The disk itself is not asked: what would be durable is told by the record.
  int result = trace >= 0 ? 0 : (int)syscall(call, file);
  if (result == 0) record('S', 0, path, NULL, 0, 0);
  return result;
}

int fsync(int file) { return sync_by(SYS_fsync, file); }
int fdatasync(int file) { return sync_by(SYS_fdatasync, file); }

int unlink(const char *name) {
  char buffer[PATH_BYTES];
  const char *path = ours(name, buffer);
  if (path && disturbed(UNLINK, path)) return -1;
  int result = (int)syscall(SYS_unlinkat, AT_FDCWD, name, 0);
  if (path && result == 0) record('U', 0, path, NULL, 0, 0);
  return result;
}

// What SQLite allocates, told by the address that the call returns to.
static int is_starved(uintptr_t caller) {
  return is_ready && caller >= sqlite_start && caller < sqlite_end && disturbed(ALLOCATE, NULL);
}

void *malloc(size_t bytes) {
  if (is_starved((uintptr_t)__builtin_return_address(0))) return NULL;
  return __libc_malloc(bytes);
}

void *realloc(void *old, size_t bytes) {
  if (is_starved((uintptr_t)__builtin_return_address(0))) return NULL;
  return __libc_realloc(old, bytes);
}
