/*
 * UDP sockets for Linux that take and give up to 64 datagrams with one system call (recvmmsg, sendmmsg).
 *
 * One uv_poll_t per socket, on the loop of the thread that opened it. The socket's block of memory (udp-batch.h) is
 * allocated here and seen by JavaScript as one ArrayBuffer. JavaScript must be done with what was received when its
 * callback returns. No Buffer of its is ever kept here.
 *
 * Lifetime: the block and the state beside it are freed when three have let go: the poll handle
 * (closed), the JavaScript object (collected) and the ArrayBuffer (collected, wherever it was moved).
 */
#define _GNU_SOURCE
#define NAPI_VERSION 8
#include <node_api.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include "udp-batch.h"

/*
 * Of libuv, whose ABI does not change within version 1 and whose headers no package brings. The handle's size is asked
 * at run time, and that the number of its type still means "poll".
 */
typedef struct uv_loop_s uv_loop_t;
typedef struct uv_handle_s uv_handle_t;
typedef struct uv_poll_s uv_poll_t;
enum { UV_POLL = 8, UV_READABLE = 1, UV_WRITABLE = 2 };
extern size_t uv_handle_size(int type);
extern const char *uv_handle_type_name(int type);
extern void uv_handle_set_data(uv_handle_t *handle, void *data);
extern void *uv_handle_get_data(const uv_handle_t *handle);
extern int uv_poll_init(uv_loop_t *loop, uv_poll_t *handle, int fd);
extern int uv_poll_start(uv_poll_t *handle, int events, void (*callback)(uv_poll_t *, int status, int events));
extern void uv_close(uv_handle_t *handle, void (*callback)(uv_handle_t *));

typedef struct {
  napi_env env;
  udp_t udp;
  int owners;
  bool closing;
  uv_poll_t *poll;
  napi_ref self;
  napi_ref on_event;
  napi_async_context context;
  napi_async_cleanup_hook_handle cleanup;
} listener_t;

static const napi_type_tag LISTENER_TAG = {0x6372616c65644441ULL, 0x544147524d2d3031ULL};

static void let_go(listener_t *s) {
  s->owners -= 1;
  if (s->owners > 0) return;
  munmap(s->udp.block, BLOCK_BYTES);
  free(s);
}

static void on_object_collected(napi_env env, void *s, void *hint) {
  (void)env;
  (void)hint;
  let_go(s);
}

static void on_memory_collected(napi_env env, void *block, void *s) {
  (void)env;
  (void)block;
  let_go(s);
}

/* In the loop's last phase, never inside a callback of ours: what a running callback uses is freed here at the earliest. */
static void on_closed(uv_handle_t *handle) {
  listener_t *s = uv_handle_get_data(handle);
  napi_handle_scope scope;
  bool scoped = napi_open_handle_scope(s->env, &scope) == napi_ok;
  if (s->context != NULL) napi_async_destroy(s->env, s->context);
  if (s->on_event != NULL) napi_delete_reference(s->env, s->on_event);
  if (s->self != NULL) napi_delete_reference(s->env, s->self);
  if (scoped) napi_close_handle_scope(s->env, scope);
  napi_async_cleanup_hook_handle cleanup = s->cleanup;
  free(s->poll);
  let_go(s);
  if (cleanup != NULL) napi_remove_async_cleanup_hook(cleanup);
}

static void end(listener_t *s) {
  if (s->closing) return;
  s->closing = true;
  uv_close((uv_handle_t *)s->poll, on_closed); /* stops watching at once, so the descriptor may go */
  close(s->udp.fd);
  s->udp.fd = -1;
}

/* The environment ends while the socket is open: a worker that is terminated, for one. */
static void on_environment_ends(napi_async_cleanup_hook_handle handle, void *data) {
  (void)handle;
  end(data);
}

static void tell(listener_t *s, int came, bool writable) {
  napi_env env = s->env;
  napi_handle_scope scope;
  if (napi_open_handle_scope(env, &scope) != napi_ok) return;
  napi_value self, function, arguments[2], result;
  if (napi_get_reference_value(env, s->self, &self) == napi_ok &&
      napi_get_reference_value(env, s->on_event, &function) == napi_ok &&
      napi_create_int32(env, came, &arguments[0]) == napi_ok &&
      napi_get_boolean(env, writable, &arguments[1]) == napi_ok) {
    napi_status status = napi_make_callback(env, s->context, self, function, 2, arguments, &result);
    napi_value error;
    if (status == napi_pending_exception && napi_get_and_clear_last_exception(env, &error) == napi_ok)
      napi_fatal_exception(env, error);
  }
  napi_close_handle_scope(env, scope);
}

static void on_poll(uv_poll_t *handle, int status, int events) {
  listener_t *s = uv_handle_get_data((uv_handle_t *)handle);
  if (s->closing) return;
  bool writable = status == 0 && (events & UV_WRITABLE) != 0;
  if (status != 0 || writable) {
    int pending = 0;
    socklen_t size = sizeof pending;
    /* libuv has stopped watching because of an error that waits at the socket: taken, it is over. */
    if (status != 0) getsockopt(s->udp.fd, SOL_SOCKET, SO_ERROR, &pending, &size);
    int failed = uv_poll_start(s->poll, UV_READABLE, on_poll);
    if (failed != 0) {
      tell(s, failed, false);
      return;
    }
    if (status != 0) {
      /* Writing too, if that was watched: the caller finds out by trying. */
      tell(s, pending != 0 ? -pending : 0, true);
      return;
    }
  }
  int came = (events & UV_READABLE) != 0 ? receive(&s->udp) : 0;
  if (came != 0 || writable) tell(s, came, writable);
}

static napi_value number(napi_env env, int value) {
  napi_value result = NULL;
  napi_create_int32(env, value, &result);
  return result;
}

static napi_value refuse(napi_env env, const char *message) {
  napi_throw_type_error(env, NULL, message);
  return NULL;
}

/* The listener of a method's first argument, and up to `most` integers behind it. NULL: an exception is pending. */
static listener_t *arguments_of(napi_env env, napi_callback_info info, size_t most, int32_t *numbers) {
  napi_value values[3];
  size_t count = 3;
  bool tagged = false;
  void *data = NULL;
  if (napi_get_cb_info(env, info, &count, values, NULL, NULL) != napi_ok || count < 1 + most ||
      napi_check_object_type_tag(env, values[0], &LISTENER_TAG, &tagged) != napi_ok || !tagged ||
      napi_unwrap(env, values[0], &data) != napi_ok) {
    refuse(env, "not a datagram listener");
    return NULL;
  }
  for (size_t i = 0; i < most; i++) {
    if (napi_get_value_int32(env, values[1 + i], &numbers[i]) != napi_ok) {
      refuse(env, "not a number");
      return NULL;
    }
  }
  return data;
}

/* send(listener, count): the first `count` rows of the sending table. Answers how many were taken or have failed. */
static napi_value js_send(napi_env env, napi_callback_info info) {
  int32_t count;
  listener_t *s = arguments_of(env, info, 1, &count);
  if (s == NULL) return NULL;
  if (s->closing || count < 0 || count > BATCH) return number(env, -EINVAL);
  return number(env, send_rows(&s->udp, count));
}

/* awaitWritable(listener): the callback is called once when the kernel takes datagrams again. 0 or a negative errno. */
static napi_value js_await_writable(napi_env env, napi_callback_info info) {
  listener_t *s = arguments_of(env, info, 0, NULL);
  if (s == NULL) return NULL;
  if (s->closing) return number(env, -EBADF);
  return number(env, uv_poll_start(s->poll, UV_READABLE | UV_WRITABLE, on_poll));
}

/* close(listener): the port is free when this returns. Any number of times. */
static napi_value js_close(napi_env env, napi_callback_info info) {
  listener_t *s = arguments_of(env, info, 0, NULL);
  if (s == NULL) return NULL;
  end(s);
  return NULL;
}

/* The listener's state and memory around an open descriptor, which it owns from here on. NULL: no memory. */
static listener_t *make_listener(napi_env env, int fd, int family) {
  listener_t *s = calloc(1, sizeof *s);
  uv_poll_t *poll = calloc(1, uv_handle_size(UV_POLL));
  /* Pages come into being when they are first used: seldom more than one for each datagram of a batch. */
  void *block = mmap(NULL, BLOCK_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (s == NULL || poll == NULL || block == MAP_FAILED) {
    if (block != MAP_FAILED) munmap(block, BLOCK_BYTES);
    free(poll);
    free(s);
    close(fd);
    return NULL;
  }
  s->env = env;
  s->udp.fd = fd;
  s->udp.family = family;
  s->poll = poll;
  s->udp.block = block;
  s->owners = 1;
  prepare(&s->udp);
  return s;
}

/* What JavaScript holds: the object with its port, its receive buffer's size and the memory. NULL: something failed. */
static napi_value make_object(napi_env env, listener_t *s) {
  address_t name;
  socklen_t name_size = sizeof name;
  int given = 0;
  socklen_t given_size = sizeof given;
  napi_value object, memory, port, buffer;
  if (getsockname(s->udp.fd, &name.any, &name_size) != 0 ||
      getsockopt(s->udp.fd, SOL_SOCKET, SO_RCVBUF, &given, &given_size) != 0 ||
      napi_create_object(env, &object) != napi_ok)
    return NULL;
  uint16_t bound = s->udp.family == AF_INET ? name.v4.sin_port : name.v6.sin6_port;
  s->owners += 1;
  if (napi_wrap(env, object, s, on_object_collected, NULL, NULL) != napi_ok) {
    s->owners -= 1;
    return NULL;
  }
  s->owners += 1;
  if (napi_create_external_arraybuffer(env, s->udp.block, BLOCK_BYTES, on_memory_collected, s, &memory) != napi_ok) {
    s->owners -= 1;
    return NULL;
  }
  if (napi_type_tag_object(env, object, &LISTENER_TAG) != napi_ok ||
      napi_create_int32(env, ntohs(bound), &port) != napi_ok ||
      napi_create_int32(env, given / 2, &buffer) != napi_ok || /* it counts its own overhead in */
      napi_set_named_property(env, object, "memory", memory) != napi_ok ||
      napi_set_named_property(env, object, "port", port) != napi_ok ||
      napi_set_named_property(env, object, "receiveBufferBytes", buffer) != napi_ok)
    return NULL;
  return object;
}

/*
 * open(address, port, isIpv6, bufferBytes, onEvent): a listener, or a negative errno. onEvent(came, isWritable): rows of
 * the receiving table, or a negative errno of the socket.
 */
static napi_value js_open(napi_env env, napi_callback_info info) {
  napi_value values[5];
  size_t count = 5, length;
  char text[INET6_ADDRSTRLEN];
  int32_t port, buffer_bytes;
  bool is_ipv6;
  napi_valuetype type;
  uv_loop_t *loop;
  if (napi_get_cb_info(env, info, &count, values, NULL, NULL) != napi_ok || count != 5 ||
      napi_get_value_string_latin1(env, values[0], text, sizeof text, &length) != napi_ok ||
      napi_get_value_int32(env, values[1], &port) != napi_ok ||
      napi_get_value_bool(env, values[2], &is_ipv6) != napi_ok ||
      napi_get_value_int32(env, values[3], &buffer_bytes) != napi_ok ||
      napi_typeof(env, values[4], &type) != napi_ok || type != napi_function)
    return refuse(env, "open(address, port, isIpv6, bufferBytes, onEvent)");
  if (napi_get_uv_event_loop(env, &loop) != napi_ok) return refuse(env, "no event loop");

  int family = is_ipv6 ? AF_INET6 : AF_INET;
  int fd = open_socket(family, text, port, buffer_bytes);
  if (fd < 0) return number(env, fd);
  listener_t *s = make_listener(env, fd, family);
  if (s == NULL) return number(env, -ENOMEM);
  int failed = uv_poll_init(loop, s->poll, fd);
  if (failed != 0) {
    close(fd);
    free(s->poll);
    let_go(s);
    return number(env, failed);
  }
  uv_handle_set_data((uv_handle_t *)s->poll, s);
  napi_value object = make_object(env, s), name;
  if (object == NULL || napi_create_string_latin1(env, "SIPDATAGRAMS", NAPI_AUTO_LENGTH, &name) != napi_ok ||
      napi_async_init(env, object, name, &s->context) != napi_ok ||
      napi_create_reference(env, values[4], 1, &s->on_event) != napi_ok ||
      napi_create_reference(env, object, 1, &s->self) != napi_ok ||
      napi_add_async_cleanup_hook(env, on_environment_ends, s, &s->cleanup) != napi_ok ||
      uv_poll_start(s->poll, UV_READABLE, on_poll) != 0) {
    end(s);
    return number(env, -ENOMEM);
  }
  return object;
}

NAPI_MODULE_INIT() {
  static const struct {
    const char *name;
    napi_callback function;
  } METHODS[] = {
    {"open", js_open}, {"send", js_send}, {"awaitWritable", js_await_writable}, {"close", js_close}};
  const char *type = uv_handle_type_name(UV_POLL);
  if (type == NULL || strcmp(type, "poll") != 0) {
    napi_throw_error(env, NULL, "this libuv numbers its handles in another way");
    return NULL;
  }
  for (size_t i = 0; i < sizeof METHODS / sizeof METHODS[0]; i++) {
    napi_value function;
    if (napi_create_function(env, METHODS[i].name, NAPI_AUTO_LENGTH, METHODS[i].function, NULL, &function) != napi_ok ||
        napi_set_named_property(env, exports, METHODS[i].name, function) != napi_ok)
      return NULL;
  }
  return exports;
}
