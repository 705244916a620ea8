#define _GNU_SOURCE
#include "cmedia.h"
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static int limit(int resource, rlim_t value) {
  struct rlimit both = {value, value};
  return setrlimit(resource, &both) == 0 ? 0 : errno;
}

/// Bytes of address space in use: libraries are mapped before anything is decoded.
static int64_t address_space(void) {
  long pages = 0;
  FILE *file = fopen("/proc/self/statm", "re");
  if (!file) return 0;
  if (fscanf(file, "%ld", &pages) != 1) pages = 0;
  fclose(file);
  return (int64_t)pages * sysconf(_SC_PAGESIZE);
}

#define REFUSE(call)                               \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1), \
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)

/// Refuses what a decoder never needs: new sockets, other programs and other processes. Where the
/// kernel has no filters, the limits are all there is.
static void refuse_calls(void) {
  struct sock_filter steps[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      // Calls of another ABI have numbers of their own.
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      REFUSE(__NR_socket),
      REFUSE(__NR_connect),
      REFUSE(__NR_bind),
      REFUSE(__NR_execve),
      REFUSE(__NR_execveat),
      REFUSE(__NR_ptrace),
      REFUSE(__NR_process_vm_writev),
      REFUSE(__NR_io_uring_setup),
      REFUSE(__NR_mount),
      REFUSE(__NR_unshare),
      REFUSE(__NR_bpf),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof steps / sizeof steps[0], steps};
  prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

int cmedia_confine(int64_t more_bytes) {
  // Descriptors 0 to 3 are this process's business; whatever else it inherited is not.
  close_range(4, ~0U, 0);
  int error = limit(RLIMIT_AS, (rlim_t)(address_space() + more_bytes));
  if (!error) error = limit(RLIMIT_CORE, 0);
  if (!error) error = limit(RLIMIT_FSIZE, 0);
  if (!error && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) error = errno;
  if (!error) refuse_calls();
  return error;
}

int cmedia_limit_processor(int32_t seconds) {
  struct rusage used;
  if (getrusage(RUSAGE_SELF, &used)) return errno;
  struct rlimit now;
  if (getrlimit(RLIMIT_CPU, &now)) return errno;
  now.rlim_cur = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec + seconds + 1);
  if (now.rlim_max != RLIM_INFINITY && now.rlim_cur > now.rlim_max) now.rlim_cur = now.rlim_max;
  return setrlimit(RLIMIT_CPU, &now) == 0 ? 0 : errno;
}
