/*
 * Loaded before a program (LD_PRELOAD), keeps a second folder in which every file of SYNCED_FROM stands as it was when
 * it was last synced. That is what a disk may hold after a power cut: nothing that was only written and not synced.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void keep(int fd) {
  const char *from = getenv("SYNCED_FROM"), *to = getenv("SYNCED_TO");
  char link[64], path[PATH_MAX], target[PATH_MAX], fresh[PATH_MAX], buffer[65536];
  if (from == NULL || to == NULL) return;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return;
  path[length] = 0;
  if (strncmp(path, from, strlen(from)) != 0) return;
  snprintf(target, sizeof target, "%s/%s", to, strrchr(path, '/') + 1);
  snprintf(fresh, sizeof fresh, "%s.fresh", target);
  int in = open(path, O_RDONLY), out = open(fresh, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (in < 0 || out < 0) abort();
  for (ssize_t got; (got = read(in, buffer, sizeof buffer)) > 0;) {
    if (write(out, buffer, got) != got) abort();
  }
  /* Closing a file drops the locks that this process holds on it, so `in` stays open. */
  close(out);
  if (rename(fresh, target) != 0) abort();
}

int fsync(int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  int result = real(fd);
  if (result == 0) keep(fd);
  return result;
}

int fdatasync(int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  int result = real(fd);
  if (result == 0) keep(fd);
  return result;
}
