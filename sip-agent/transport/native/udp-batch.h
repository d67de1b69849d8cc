/*
 * A UDP socket that takes and gives up to 64 datagrams with one system call. Linux alone; nothing of Node in here.
 *
 * What is received, and what is to be sent, stands in one block of memory:
 *
 *   offset         size            what
 *   0              64 * 32         table of received datagrams: 8 words (uint32) each
 *   2,048          64 * 32         table of datagrams to send, likewise
 *   4,096          64 * 65,536     received bytes, one datagram right behind the other
 *   4,198,400      262,144         bytes to send, likewise
 *
 * The words: length, port, IPv6 scope, the address (4 words as numbers; IPv4 in the first), and, of a sent one, its
 * errno or 0.
 */
#ifndef UDP_BATCH_H
#define UDP_BATCH_H
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
  BATCH = 64,
  WORDS = 8,
  SLOT_BYTES = 65536,
  TABLE_BYTES = BATCH * WORDS * 4,
  SEND_BYTES = 262144,
  RECEIVED_AT = 2 * TABLE_BYTES,
  SENDING_AT = RECEIVED_AT + BATCH * SLOT_BYTES,
  BLOCK_BYTES = SENDING_AT + SEND_BYTES,
};
enum { W_LENGTH, W_PORT, W_SCOPE, W_ADDRESS, W_RESULT = W_ADDRESS + 4 };

typedef union {
  struct sockaddr any;
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
} address_t;

typedef struct {
  int fd;
  int family;
  uint8_t *block;
  struct mmsghdr in[BATCH];
  struct iovec in_bytes[BATCH];
  address_t in_from[BATCH];
  struct mmsghdr out[BATCH];
  struct iovec out_bytes[BATCH];
  address_t out_to[BATCH];
} udp_t;

static uint32_t *row(udp_t *s, size_t table_at, int index) {
  return (uint32_t *)(void *)(s->block + table_at) + (size_t)index * WORDS;
}

static void write_address(uint32_t *words, const address_t *from, int family) {
  memset(words, 0, WORDS * sizeof *words);
  if (family == AF_INET) {
    words[W_PORT] = ntohs(from->v4.sin_port);
    words[W_ADDRESS] = ntohl(from->v4.sin_addr.s_addr);
    return;
  }
  words[W_PORT] = ntohs(from->v6.sin6_port);
  words[W_SCOPE] = from->v6.sin6_scope_id;
  uint32_t parts[4];
  memcpy(parts, &from->v6.sin6_addr, sizeof parts);
  for (int i = 0; i < 4; i++) words[W_ADDRESS + i] = ntohl(parts[i]);
}

/* Takes what waits, at most a batch, and packs it. Answers how many, or a negative errno. */
static int receive(udp_t *s) {
  for (int i = 0; i < BATCH; i++) {
    s->in[i].msg_hdr.msg_namelen = sizeof(address_t);
    s->in[i].msg_hdr.msg_flags = 0;
  }
  int came;
  do came = recvmmsg(s->fd, s->in, BATCH, MSG_DONTWAIT, NULL);
  while (came < 0 && errno == EINTR);
  if (came < 0) return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -errno;
  int kept = 0;
  uint8_t *to = s->block + RECEIVED_AT;
  for (int i = 0; i < came; i++) {
    size_t length = s->in[i].msg_len;
    /* Neither can be: a slot holds the longest datagram. What has no sender could not be answered. */
    if (s->in[i].msg_hdr.msg_flags & MSG_TRUNC || length > SLOT_BYTES) continue;
    if (s->in_from[i].any.sa_family != s->family) continue;
    uint32_t *words = row(s, 0, kept);
    write_address(words, &s->in_from[i], s->family);
    words[W_LENGTH] = (uint32_t)length;
    /* Downward only: each slot begins at or behind the end of all before it. */
    if (to != s->in_bytes[i].iov_base) memmove(to, s->in_bytes[i].iov_base, length);
    to += length;
    kept += 1;
  }
  return kept;
}

/* Sends the first `count` rows of the sending table. Answers how many were taken or have failed, or a negative errno. */
static int send_rows(udp_t *s, int count) {
  size_t at = 0;
  for (int i = 0; i < count; i++) {
    uint32_t *words = row(s, TABLE_BYTES, i);
    size_t length = words[W_LENGTH];
    if (length > SEND_BYTES - at || words[W_PORT] > 65535) return -EINVAL;
    words[W_RESULT] = 0;
    address_t *to = &s->out_to[i];
    if (s->family == AF_INET) {
      to->v4.sin_port = htons((uint16_t)words[W_PORT]);
      to->v4.sin_addr.s_addr = htonl(words[W_ADDRESS]);
    } else {
      uint32_t parts[4];
      for (int part = 0; part < 4; part++) parts[part] = htonl(words[W_ADDRESS + part]);
      to->v6.sin6_port = htons((uint16_t)words[W_PORT]);
      memcpy(&to->v6.sin6_addr, parts, sizeof parts);
    }
    s->out_bytes[i].iov_base = s->block + SENDING_AT + at;
    s->out_bytes[i].iov_len = length;
    at += length;
  }
  int done = 0;
  while (done < count) {
    int sent = sendmmsg(s->fd, s->out + done, (unsigned)(count - done), MSG_DONTWAIT);
    if (sent > 0) {
      done += sent;
    } else if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      break;
    } else if (sent < 0 && errno != EINTR) {
      /* The first of them has failed; those behind it have a chance of their own. */
      row(s, TABLE_BYTES, done)[W_RESULT] = (uint32_t)errno;
      done += 1;
    }
  }
  return done;
}

static int open_socket(int family, const char *text, int port, int buffer_bytes) {
  address_t address;
  socklen_t size = family == AF_INET ? sizeof address.v4 : sizeof address.v6;
  memset(&address, 0, sizeof address);
  address.any.sa_family = (sa_family_t)family;
  void *bits = family == AF_INET ? (void *)&address.v4.sin_addr : (void *)&address.v6.sin6_addr;
  if (port < 0 || port > 65535 || inet_pton(family, text, bits) != 1) return -EINVAL;
  if (family == AF_INET) address.v4.sin_port = htons((uint16_t)port);
  else address.v6.sin6_port = htons((uint16_t)port);
  int fd = socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return -errno;
  int on = 1;
  /* The kernel may give less, which is no failure: the caller sees how much it was. */
  setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer_bytes, sizeof buffer_bytes);
  setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &buffer_bytes, sizeof buffer_bytes);
  if ((family == AF_INET6 && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) != 0) ||
      bind(fd, &address.any, size) != 0) {
    int failed = -errno;
    close(fd);
    return failed;
  }
  return fd;
}

static void prepare(udp_t *s) {
  socklen_t name_bytes = s->family == AF_INET ? sizeof s->out_to[0].v4 : sizeof s->out_to[0].v6;
  for (int i = 0; i < BATCH; i++) {
    s->in_bytes[i].iov_base = s->block + RECEIVED_AT + (size_t)i * SLOT_BYTES;
    s->in_bytes[i].iov_len = SLOT_BYTES;
    s->in[i].msg_hdr.msg_iov = &s->in_bytes[i];
    s->in[i].msg_hdr.msg_iovlen = 1;
    s->in[i].msg_hdr.msg_name = &s->in_from[i];
    s->out_to[i].any.sa_family = (sa_family_t)s->family;
    s->out[i].msg_hdr.msg_iov = &s->out_bytes[i];
    s->out[i].msg_hdr.msg_iovlen = 1;
    s->out[i].msg_hdr.msg_name = &s->out_to[i];
    s->out[i].msg_hdr.msg_namelen = name_bytes;
  }
}

#endif
