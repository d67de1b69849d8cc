// Load for the SIP comparison: caller and answerer in one thread, batched datagrams, open loop, UDP on loopback only.
//
// usage: generator HOST CALLER_PORT ANSWERER_PORT CARRIERS NUMBERS
//   HOST      what stands behind the @ of an INVITE's Request-URI
//   CARRIERS  caller n sends from 127.1.0.(n+1) and calls numbers of carrier n: +642, then 10000000 + 7 x (n + CARRIERS x i)
//   NUMBERS   how many of them are given out, over all carriers
// Answers come from 127.0.0.2. Commands on standard input, one JSON line for each on standard output:
//   proxy PORT FIRST COUNT AUTH   whom to call, and as which carriers; AUTH 1: they answer digest challenges
//   hold CALLS RATE               sets up calls that stay up
//   run RATE WARM CALLS           whole calls; says {"mark":"start"} after WARM of them, {"mark":"end"} when all are sent
//   drop RATE                     ends the held calls
//   settle                        waits until nothing has come for half a second
// A call is ok when INVITE, 180, 200, ACK, BYE, 200 came through. Late: an answer took over 500 ms, where a caller
// would have sent again. Repeated: a request or a final answer came twice. Nothing is ever sent twice from here.
// Each result says how calls failed: by status and X-Cradle-Reason, or by how far those without an answer came.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 64, SLOT = 4096, MOST_CARRIERS = 64, MOST_ROUTES = 4, LATE_MS = 500 };
enum { NEW, INVITED, RINGING, UP, ENDING, OVER, FAILED };
enum { SAW_100 = 1, SAW_CHALLENGE = 2, SAW_INVITE = 4, SAW_ACK = 8, SAW_BYE = 16, IS_LATE = 32, SAW_200 = 64 };

typedef struct {
  double sent, byeSent;
  float delay, byeDelay;
  uint32_t number, caller;
  uint8_t carrier, state, saw, cseq;
  char *dialog; // of a held call: Request-URI, To and Route lines, each ended by a zero
} Call;

typedef struct {
  char id[12]; // stands in each Call-ID
  Call *calls;
  int count, sent, over, failed, late, repeated, acked;
} Set;

typedef struct {
  int fd;
  char address[16];
  struct mmsghdr rx[BATCH], tx[BATCH];
  struct iovec rxv[BATCH], txv[BATCH];
  struct sockaddr_in from[BATCH], to[BATCH];
  char in[BATCH][SLOT], out[BATCH][SLOT];
  int waiting;
} Socket;

static Socket *callers[MOST_CARRIERS], *answerer;
static struct sockaddr_in proxy;
static const char *host;
static int callerPort, answererPort, carriers, perCarrier;
static int first, count, auth;
static Set held, run;
static long received, unexpected;
static struct {
  char text[48];
  long count;
} endings[32]; // how calls failed, by status and X-Cradle-Reason, or by how far they came
static char example[161];
static double lastReceived;
static uint64_t chance = 88172645463325252ull;

static const char *SDP =
    "v=0\r\no=- 1720000000 1720000000 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
    "m=audio 30000 RTP/AVP 0 8 101\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n"
    "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\na=sendrecv\r\n";

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

static uint32_t draw(uint32_t below) { // xorshift64*
  chance ^= chance >> 12;
  chance ^= chance << 25;
  chance ^= chance >> 27;
  return ((chance * 2685821657736338717ull) >> 33) % below;
}

// ---- MD5 (RFC 1321) ----
static void md5(const char *text, char hex[33]) {
  static const uint32_t K[64] = {
      0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501, 0x698098d8,
      0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340,
      0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87,
      0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c,
      0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039,
      0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92,
      0xffeff47d, 0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb,
      0xeb86d391};
  static const int R[16] = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};
  uint8_t block[1024] = {0};
  size_t length = strlen(text), padded = ((length + 8) / 64 + 1) * 64;
  uint64_t bits = length * 8;
  memcpy(block, text, length);
  block[length] = 0x80;
  memcpy(block + padded - 8, &bits, 8);
  uint32_t h[4] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  for (size_t at = 0; at < padded; at += 64) {
    uint32_t *w = (uint32_t *)(block + at), a = h[0], b = h[1], c = h[2], d = h[3];
    for (int i = 0; i < 64; i++) {
      uint32_t f;
      int g;
      if (i < 16) f = (b & c) | (~b & d), g = i;
      else if (i < 32) f = (d & b) | (~d & c), g = (5 * i + 1) & 15;
      else if (i < 48) f = b ^ c ^ d, g = (3 * i + 5) & 15;
      else f = c ^ (b | ~d), g = (7 * i) & 15;
      uint32_t x = a + f + K[i] + w[g];
      int r = R[(i >> 4) * 4 + (i & 3)];
      a = d, d = c, c = b, b += (x << r) | (x >> (32 - r));
    }
    h[0] += a, h[1] += b, h[2] += c, h[3] += d;
  }
  for (int i = 0; i < 16; i++) sprintf(hex + i * 2, "%02x", ((uint8_t *)h)[i]);
}

// ---- sockets ----
static struct sockaddr_in place(const char *address, int port) {
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port)};
  inet_pton(AF_INET, address, &at.sin_addr);
  return at;
}

static Socket *open_socket(const char *address, int port) {
  Socket *s = calloc(1, sizeof *s);
  s->fd = socket(AF_INET, SOCK_DGRAM, 0);
  snprintf(s->address, sizeof s->address, "%s", address);
  struct sockaddr_in at = place(address, port);
  int bytes = 4 << 20;
  if (setsockopt(s->fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes))
    setsockopt(s->fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
  if (setsockopt(s->fd, SOL_SOCKET, SO_SNDBUFFORCE, &bytes, sizeof bytes))
    setsockopt(s->fd, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
  if (bind(s->fd, (void *)&at, sizeof at)) {
    fprintf(stderr, "bind %s:%d: %s\n", address, port, strerror(errno));
    exit(2);
  }
  for (int i = 0; i < BATCH; i++) {
    s->rxv[i] = (struct iovec){s->in[i], SLOT - 1};
    s->rx[i].msg_hdr = (struct msghdr){
        .msg_name = &s->from[i], .msg_namelen = sizeof s->from[i], .msg_iov = &s->rxv[i], .msg_iovlen = 1};
    s->txv[i] = (struct iovec){s->out[i], 0};
    s->tx[i].msg_hdr = (struct msghdr){
        .msg_name = &s->to[i], .msg_namelen = sizeof s->to[i], .msg_iov = &s->txv[i], .msg_iovlen = 1};
  }
  return s;
}

static void flush_socket(Socket *s) {
  for (int done = 0; done < s->waiting;) {
    int sent = sendmmsg(s->fd, s->tx + done, s->waiting - done, 0);
    if (sent < 0 && errno == EINTR) continue;
    done += sent < 0 ? 1 : sent; // a refused one is lost, as on any wire
  }
  s->waiting = 0;
}

static char *slot(Socket *s, const struct sockaddr_in *to) {
  if (s->waiting == BATCH) flush_socket(s);
  s->to[s->waiting] = *to;
  return s->out[s->waiting];
}

static void commit(Socket *s, int length) { s->txv[s->waiting++].iov_len = length; }

static void flush_all(void) {
  for (int i = 0; i < carriers; i++)
    if (callers[i]->waiting) flush_socket(callers[i]);
  if (answerer->waiting) flush_socket(answerer);
}

// ---- messages ----
/** Value of the next header of this name after `from`; null if there is none. */
static char *header(char *from, const char *name, char compact, int *length) {
  int nameLength = strlen(name);
  for (char *p = strstr(from, "\r\n"); p && p[2] && p[2] != '\r';) {
    p += 2;
    char *end = strstr(p, "\r\n");
    if (!end) return NULL;
    int skip = !strncasecmp(p, name, nameLength) && (p[nameLength] == ':' || p[nameLength] == ' ') ? nameLength
               : compact && (p[0] | 32) == compact && (p[1] == ':' || p[1] == ' ')                  ? 1
                                                                                                    : 0;
    if (skip) {
      char *value = memchr(p + skip, ':', end - p - skip);
      if (value) {
        for (value++; *value == ' ';) value++;
        *length = end - value;
        return value;
      }
    }
    p = end;
  }
  return NULL;
}

/** The call a message belongs to by its Call-ID; null for those of former runs. */
static Call *find_call(char *message, Set **set, int *index) {
  int length;
  char *id = header(message, "Call-ID", 'i', &length);
  if (!id || length < 12 || id[8] != '-') return NULL;
  char *text = id + 9;
  Set *sets[] = {&run, &held};
  for (int i = 0; i < 2; i++) {
    int idLength = strlen(sets[i]->id);
    if (!idLength || strncmp(text, sets[i]->id, idLength) || text[idLength] != '@') continue;
    int at = atoi(id);
    if (at < 0 || at >= sets[i]->count) return NULL;
    *set = sets[i];
    *index = at;
    return &sets[i]->calls[at];
  }
  return NULL;
}

static void target(char *text, const Call *call) {
  sprintf(text, "sip:+642%u@%s;user=phone", call->number, host);
}

/** Via to From of each request of a call. */
static int begin(char *p, const char *method, const char *uri, int uriLength, const Set *set, const Call *call,
                 int index, int branch) {
  const char *mine = callers[call->carrier]->address;
  return sprintf(p,
                 "%s %.*s SIP/2.0\r\nVia: SIP/2.0/UDP %s:%d;branch=z9hG4bK-%s-%08d-%d;rport\r\nMax-Forwards: 70\r\n"
                 "From: \"Carrier\" <sip:+614%08u@%s:%d>;tag=%s00%08d\r\nCall-ID: %08d-%s@%s\r\n",
                 method, uriLength, uri, mine, callerPort, set->id, index, branch, call->caller, mine, callerPort,
                 set->id, index, index, set->id, mine);
}

static void send_invite(const Set *set, Call *call, int index, int cseq, const char *extra) {
  Socket *s = callers[call->carrier];
  char uri[160], *p = slot(s, &proxy), *o = p;
  target(uri, call);
  o += begin(o, "INVITE", uri, strlen(uri), set, call, index, cseq);
  o += sprintf(o,
               "To: <%s>\r\nCSeq: %d INVITE\r\nContact: <sip:+614%08u@%s:%d;transport=udp>\r\n%s"
               "P-Asserted-Identity: <sip:+614%08u@%s>\r\nAllow: INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE, PRACK\r\n"
               "Supported: 100rel, timer, replaces\r\nSession-Expires: 1800\r\nUser-Agent: BenchCarrier/1.0\r\n"
               "Content-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s",
               uri, cseq, call->caller, s->address, callerPort, extra, call->caller, s->address, (int)strlen(SDP), SDP);
  call->cseq = cseq;
  call->sent = now();
  commit(s, o - p);
}

/** Of a failed INVITE: hop by hop, with its branch. */
static void send_failure_ack(const Set *set, const Call *call, int index, const char *to, int toLength) {
  Socket *s = callers[call->carrier];
  char uri[160], *p = slot(s, &proxy), *o = p;
  target(uri, call);
  o += begin(o, "ACK", uri, strlen(uri), set, call, index, call->cseq);
  o += sprintf(o, "To: %.*s\r\nCSeq: %d ACK\r\nContent-Length: 0\r\n\r\n", toLength, to, call->cseq);
  commit(s, o - p);
}

/** `dialog`: Request-URI, To and Route lines, each ended by a zero. */
static void send_in_dialog(const char *method, const Set *set, const Call *call, int index, int cseq, int branch,
                           const char *dialog) {
  Socket *s = callers[call->carrier];
  const char *to = dialog + strlen(dialog) + 1, *routes = to + strlen(to) + 1;
  char *p = slot(s, &proxy), *o = p;
  o += begin(o, method, dialog, strlen(dialog), set, call, index, branch);
  o += sprintf(o, "%sTo: %s\r\nCSeq: %d %s\r\nUser-Agent: BenchCarrier/1.0\r\nContent-Length: 0\r\n\r\n", routes, to,
               cseq, method);
  commit(s, o - p);
}

/** Remote target, To and the reversed route set of a 200 (RFC 3261 §12.1.2). Its length; 0 where there is no Contact. */
static int read_dialog(char *message, char *dialog, int size) {
  int length, toLength;
  char *contact = header(message, "Contact", 'm', &length), *to = header(message, "To", 't', &toLength);
  if (!contact || !to) return 0;
  char *open = memchr(contact, '<', length);
  if (open) {
    contact = open + 1;
    char *close = memchr(contact, '>', length);
    if (!close) return 0;
    length = close - contact;
  }
  int used = snprintf(dialog, size, "%.*s", length, contact) + 1;
  used += snprintf(dialog + used, size - used, "%.*s", toLength, to) + 1;
  char *values[MOST_ROUTES];
  int lengths[MOST_ROUTES], routes = 0, lineLength;
  for (char *line = message; routes < MOST_ROUTES && (line = header(line, "Record-Route", 0, &lineLength));) {
    char *end = line + lineLength;
    for (char *p = line; p < end && routes < MOST_ROUTES;) { // values are parted by commas outside of brackets
      char *stop = p;
      for (int depth = 0; stop < end && (depth || *stop != ','); stop++) depth += *stop == '<' ? 1 : *stop == '>' ? -1 : 0;
      values[routes] = p;
      lengths[routes++] = stop - p;
      for (p = stop; p < end && (*p == ',' || *p == ' ');) p++;
    }
  }
  dialog[used] = 0;
  for (int i = routes - 1; i >= 0 && used < size; i--)
    used += snprintf(dialog + used, size - used, "Route: %.*s\r\n", lengths[i], values[i]);
  return used < size ? used + 1 : 0;
}

static void answer_challenge(char *message, Set *set, Call *call, int index, int status) {
  int length;
  const char *name = status == 401 ? "WWW-Authenticate" : "Proxy-Authenticate";
  for (char *line = message; (line = header(line, name, 0, &length));) {
    char text[600], nonce[300], realm[150], uri[160], a1[260], a2[200], all[900], h1[33], h2[33], response[33], extra[1200];
    snprintf(text, sizeof text, "%.*s", length, line);
    if (strcasestr(text, "algorithm=") && !strcasestr(text, "algorithm=MD5")) continue;
    char *n = strstr(text, "nonce=\""), *r = strstr(text, "realm=\"");
    if (!n || !r || sscanf(n + 7, "%299[^\"]", nonce) != 1 || sscanf(r + 7, "%149[^\"]", realm) != 1) continue;
    target(uri, call);
    sprintf(a1, "bench%02d:%s:bench-password", call->carrier, realm);
    sprintf(a2, "INVITE:%s", uri);
    md5(a1, h1);
    md5(a2, h2);
    snprintf(all, sizeof all, "%s:%s:00000001:0a4f113b:auth:%s", h1, nonce, h2);
    md5(all, response);
    snprintf(extra, sizeof extra,
             "%s: Digest username=\"bench%02d\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", "
             "algorithm=MD5, cnonce=\"0a4f113b\", qop=auth, nc=00000001\r\n",
             status == 401 ? "Authorization" : "Proxy-Authorization", call->carrier, realm, nonce, uri, response);
    send_invite(set, call, index, 2, extra);
    return;
  }
}

static void surprise(const char *message) {
  if (!unexpected++) snprintf(example, sizeof example, "%.160s", message);
}

static void count_ending(const char *text) {
  int i = 0, last = sizeof endings / sizeof *endings - 1;
  while (i < last && endings[i].count && strcmp(endings[i].text, text)) i++;
  if (!endings[i].count) snprintf(endings[i].text, sizeof endings[i].text, "%s", i < last ? text : "others");
  endings[i].count++;
}

static void fail(Set *set, Call *call, int status, char *message) {
  if (call->state == FAILED) return;
  call->state = FAILED;
  set->failed++;
  int length;
  char text[48], *reason = header(message, "X-Cradle-Reason", 0, &length);
  int used = snprintf(text, sizeof text, "%d %.*s", status, reason ? length : 0, reason ? reason : "");
  for (char *c = text; *c; c++) if (*c == '"' || *c == '\\' || *c < ' ') *c = '?'; // it is printed as JSON
  if (used > 0 && !reason) text[strlen(text) - 1] = 0;
  count_ending(text);
}

/** Of calls that got no final answer, or none of whose ACK arrived: how far they came. */
static void count_unanswered(const Set *set) {
  for (int i = 0; i < set->sent; i++) {
    const Call *call = &set->calls[i];
    if (call->state == INVITED) {
      if (call->saw & SAW_CHALLENGE && !(call->saw & SAW_INVITE)) count_ending("no answer after the challenge");
      else if (call->saw & SAW_INVITE) count_ending("no answer, but the INVITE came through");
      else count_ending(call->saw & SAW_100 ? "nothing after 100" : "no answer at all");
    } else if (call->state == RINGING) count_ending("nothing after 180");
    else if (call->state == ENDING) count_ending(call->saw & SAW_BYE ? "no answer to BYE" : "BYE did not come through");
    else if (call->state == OVER && !(call->saw & SAW_ACK)) count_ending("ACK did not come through");
  }
}

static void late_if(Set *set, Call *call, double seconds) {
  if (seconds * 1000 <= LATE_MS || (call->saw & IS_LATE)) return;
  call->saw |= IS_LATE;
  set->late++;
}

static void caller_receives(char *message) {
  if (strncmp(message, "SIP/2.0 ", 8)) return surprise(message);
  Set *set;
  int index, length, toLength, status = atoi(message + 8);
  Call *call = find_call(message, &set, &index);
  char *cseq = header(message, "CSeq", 0, &length), *to = header(message, "To", 't', &toLength);
  if (!call) return; // of a former run
  if (!cseq || !to) return surprise(message);
  double t = now();
  if (memmem(cseq, length, "BYE", 3)) {
    if (status < 200) return;
    if (call->state == OVER) set->repeated++;
    if (call->state != ENDING) return;
    if (status != 200) return fail(set, call, status, message);
    call->state = OVER;
    call->byeDelay = t - call->byeSent;
    late_if(set, call, call->byeDelay);
    set->over++;
    return;
  }
  if (!memmem(cseq, length, "INVITE", 6)) return surprise(message);
  if (call->state == INVITED && (status != 100 || !(call->saw & SAW_100))) late_if(set, call, t - call->sent);
  if (status < 200) {
    call->saw |= SAW_100;
    if (status >= 180 && call->state == INVITED) call->state = RINGING;
    return;
  }
  if (status == 401 || status == 407) {
    if (auth && !(call->saw & SAW_CHALLENGE)) {
      call->saw |= SAW_CHALLENGE;
      send_failure_ack(set, call, index, to, toLength);
      answer_challenge(message, set, call, index, status);
      return;
    }
    if (auth && atoi(cseq) == 1) { // again
      set->repeated++;
      return;
    }
  }
  if (status >= 300) {
    send_failure_ack(set, call, index, to, toLength);
    fail(set, call, status, message);
    return;
  }
  if (call->saw & SAW_200) {
    set->repeated++;
    return;
  }
  call->saw |= SAW_200;
  char dialog[SLOT / 2];
  int dialogLength = read_dialog(message, dialog, sizeof dialog);
  if (!dialogLength) return surprise(message);
  send_in_dialog("ACK", set, call, index, call->cseq, 7, dialog);
  call->state = UP;
  if (set == &held) {
    call->dialog = memcpy(malloc(dialogLength), dialog, dialogLength);
    held.over++;
    return;
  }
  call->state = ENDING;
  call->byeSent = t;
  send_in_dialog("BYE", set, call, index, call->cseq + 1, 8, dialog);
}

static void answerer_receives(char *message, struct sockaddr_in *from) {
  int isInvite = !strncmp(message, "INVITE ", 7), isBye = !strncmp(message, "BYE ", 4);
  int isAck = !strncmp(message, "ACK ", 4);
  if (!isInvite && !isBye && !isAck && strncmp(message, "OPTIONS ", 8)) return surprise(message);
  Set *set = NULL;
  int index;
  Call *call = find_call(message, &set, &index);
  if (call) {
    int bit = isInvite ? SAW_INVITE : isBye ? SAW_BYE : SAW_ACK;
    if (isAck && !(call->saw & bit)) set->acked++;
    else if (call->saw & bit && !isAck) set->repeated++;
    if (isInvite && !(call->saw & bit)) call->delay = now() - call->sent;
    call->saw |= bit;
  }
  if (isAck) return;
  char *copied[24], *to = NULL;
  int lengths[24], copies = 0, toLength = 0;
  for (char *p = strstr(message, "\r\n") + 2; *p && *p != '\r' && copies < 24;) {
    char *end = strstr(p, "\r\n");
    if (!end) return surprise(message);
    static const char *NAMES[] = {"Via:", "v:", "From:", "f:", "Call-ID:", "i:", "CSeq:", "Record-Route:"};
    for (int i = 0; i < 8; i++)
      if (!strncasecmp(p, NAMES[i], strlen(NAMES[i])) && (i < 7 || isInvite))
        copied[copies] = p, lengths[copies++] = end - p;
    if (!strncasecmp(p, "To:", 3) || !strncasecmp(p, "t:", 2)) to = p, toLength = end - p;
    p = end + 2;
  }
  if (!to) return surprise(message);
  for (int isFinal = !isInvite; isFinal < 2; isFinal++) {
    char *p = slot(answerer, from), *o = p;
    o += sprintf(o, "SIP/2.0 %s\r\n", isFinal ? "200 OK" : "180 Ringing");
    for (int i = 0; i < copies; i++) o += sprintf(o, "%.*s\r\n", lengths[i], copied[i]);
    o += sprintf(o, "%.*s%s\r\n", toLength, to, isInvite ? ";tag=answerer01x" : "");
    if (isInvite) o += sprintf(o, "Contact: <sip:127.0.0.2:%d;transport=udp>\r\n", answererPort);
    if (isInvite && isFinal)
      o += sprintf(o, "Content-Type: application/sdp\r\nContent-Length: %d\r\n\r\n%s", (int)strlen(SDP), SDP);
    else o += sprintf(o, "Content-Length: 0\r\n\r\n");
    commit(answerer, o - p);
  }
}

static void receive(Socket *s) {
  for (int i = 0; i < BATCH; i++) s->rx[i].msg_hdr.msg_namelen = sizeof s->from[0];
  int came = recvmmsg(s->fd, s->rx, BATCH, MSG_DONTWAIT, NULL);
  for (int i = 0; i < came; i++) {
    s->in[i][s->rx[i].msg_len] = 0;
    if (s == answerer) answerer_receives(s->in[i], &s->from[i]);
    else caller_receives(s->in[i]);
  }
  if (came > 0) received += came, lastReceived = now();
}

/** Waits for datagrams or the moment, whichever is first, and takes what came. Reads no command. */
static void serve_until(double moment) {
  static struct pollfd fds[MOST_CARRIERS + 1];
  double wait = moment - now();
  struct timespec ts = {wait > 0 ? (time_t)wait : 0, wait > 0 ? (long)((wait - (time_t)wait) * 1e9) : 0};
  for (int i = 0; i < carriers; i++) fds[i] = (struct pollfd){callers[i]->fd, POLLIN, 0};
  fds[carriers] = (struct pollfd){answerer->fd, POLLIN, 0};
  if (ppoll(fds, carriers + 1, &ts, NULL) > 0)
    for (int i = 0; i <= carriers; i++)
      if (fds[i].revents) receive(i < carriers ? callers[i] : answerer);
  flush_all();
}

// ---- commands ----
static void begin_set(Set *set, char kind, int calls) {
  static unsigned serial;
  for (int i = 0; i < set->count; i++) free(set->calls[i].dialog);
  free(set->calls);
  memset(set, 0, sizeof *set);
  // By process and number: no message of another run can be taken for one of this.
  snprintf(set->id, sizeof set->id, "%c%x", kind, ((unsigned)getpid() << 12 | (serial++ & 0xfff)));
  set->calls = calloc(calls ? calls : 1, sizeof(Call));
  set->count = calls;
  unexpected = 0;
  memset(endings, 0, sizeof endings);
}

static void invite_next(Set *set) {
  int index = set->sent++;
  Call *call = &set->calls[index];
  call->carrier = first + draw(count);
  call->number = 10000000 + 7 * (call->carrier + carriers * draw(perCarrier));
  call->caller = 10000000 + draw(80000000);
  call->state = INVITED;
  send_invite(set, call, index, 1, "");
}

static int by_value(const void *a, const void *b) {
  float x = *(float *)a, y = *(float *)b;
  return x < y ? -1 : x > y;
}

static double cpu_seconds(void) {
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  return used.ru_utime.tv_sec + used.ru_utime.tv_usec * 1e-6 + used.ru_stime.tv_sec + used.ru_stime.tv_usec * 1e-6;
}

static void print_endings(void) {
  printf("\"endings\":{");
  for (int i = 0; i < (int)(sizeof endings / sizeof *endings) && endings[i].count; i++)
    printf("%s\"%s\":%ld", i ? "," : "", endings[i].text, endings[i].count);
  printf("}}\n");
}

static void hold_calls(int calls, double rate) {
  begin_set(&held, 'h', calls);
  double start = now();
  while (held.sent < calls || (held.over + held.failed < calls && now() - start < calls / rate + 3)) {
    int due = (now() - start) * rate;
    for (int burst = 0; held.sent < due && held.sent < calls && burst < 8; burst++) invite_next(&held);
    flush_all();
    serve_until(held.sent < calls ? start + (held.sent + 1) / rate : now() + 0.01);
  }
  count_unanswered(&held);
  printf("{\"held\":%d,\"failed\":%d,", held.over, calls - held.over);
  print_endings();
}

static void drop_calls(double rate) {
  double start = now();
  int sent = 0, up = held.over;
  held.over = 0;
  for (int i = 0; i < held.count; i++) {
    Call *call = &held.calls[i];
    if (call->state != UP) continue;
    while (now() < start + sent / rate) serve_until(start + sent / rate);
    call->state = ENDING;
    call->byeSent = now();
    send_in_dialog("BYE", &held, call, i, call->cseq + 1, 8, call->dialog);
    sent++;
    if (sent % 8 == 0) serve_until(0);
  }
  flush_all();
  for (double end = now() + 2; held.over < up && now() < end;) serve_until(now() + 0.01);
  printf("{\"dropped\":%d,\"failed\":%d}\n", held.over, up - held.over);
}

static void run_calls(double rate, int warm, int measured) {
  int calls = warm + measured;
  begin_set(&run, 'r', calls);
  double start = now(), lag = 0, used = 0, wall = 0, end = 0;
  long before = 0;
  while (run.sent < calls || ((run.over + run.failed < calls || run.acked < run.over) && now() - end < 2)) {
    double behind = (now() - start) - run.sent / rate;
    if (run.sent < calls && behind > lag && run.sent >= warm) lag = behind;
    int due = (now() - start) * rate;
    for (int burst = 0; run.sent < due && run.sent < calls && burst < 8; burst++) {
      if (run.sent == warm) {
        printf("{\"mark\":\"start\"}\n");
        fflush(stdout);
        used = cpu_seconds(), wall = now(), before = received;
      }
      invite_next(&run);
      if (run.sent == calls) {
        end = now();
        printf("{\"mark\":\"end\"}\n");
        fflush(stdout);
        used = cpu_seconds() - used, wall = end - wall, before = received - before;
      }
    }
    flush_all();
    serve_until(run.sent < calls ? start + (run.sent + 1) / rate : now() + 0.01);
  }
  float *delays = malloc(sizeof(float) * calls), *byes = malloc(sizeof(float) * calls);
  int n = 0, ok = 0;
  for (int i = 0; i < calls; i++) {
    Call *call = &run.calls[i];
    if (call->state != OVER || !(call->saw & SAW_ACK)) continue;
    ok++;
    if (i < warm) continue;
    delays[n] = call->delay;
    byes[n++] = call->byeDelay;
  }
  qsort(delays, n, sizeof(float), by_value);
  qsort(byes, n, sizeof(float), by_value);
  printf("{\"rate\":%.0f,\"calls\":%d,\"ok\":%d,\"failed\":%d,\"late\":%d,\"repeated\":%d,\"unexpected\":%ld,"
         "\"p50Ms\":%.3f,\"p99Ms\":%.3f,\"maxMs\":%.3f,\"byeP99Ms\":%.3f,\"lagMs\":%.1f,\"generatorLoad\":%.2f,"
         "\"received\":%ld,\"seconds\":%.3f,",
         rate, calls, ok, calls - ok, run.late, run.repeated, unexpected, n ? delays[n / 2] * 1e3 : 0,
         n ? delays[(int)(n * .99)] * 1e3 : 0, n ? delays[n - 1] * 1e3 : 0, n ? byes[(int)(n * .99)] * 1e3 : 0,
         lag * 1e3, wall > 0 ? used / wall : 0, before, wall);
  count_unanswered(&run);
  print_endings();
  if (unexpected) fprintf(stderr, "unexpected: %s\n", example);
  free(delays);
  free(byes);
}

static void settle(void) {
  double start = now();
  lastReceived = start;
  while (now() - lastReceived < 0.5 && now() - start < 40) serve_until(now() + 0.05);
  printf("{\"settledSec\":%.1f}\n", now() - start);
}

static void obey(const char *line) {
  int a, b, c, d;
  double rate;
  if (sscanf(line, "proxy %d %d %d %d", &a, &b, &c, &d) == 4 && b >= 0 && c > 0 && b + c <= carriers) {
    proxy = place("127.0.0.1", a);
    first = b, count = c, auth = d;
    printf("{\"proxy\":%d}\n", a);
  } else if (sscanf(line, "hold %d %lf", &a, &rate) == 2) hold_calls(a, rate);
  else if (sscanf(line, "drop %lf", &rate) == 1) drop_calls(rate);
  else if (sscanf(line, "run %lf %d %d", &rate, &a, &b) == 3) run_calls(rate, a, b);
  else if (!strncmp(line, "settle", 6)) settle();
  else printf("{\"error\":\"no such command\"}\n");
  fflush(stdout);
}

int main(int argc, char **argv) {
  if (argc != 6) {
    fprintf(stderr, "usage: generator HOST CALLER_PORT ANSWERER_PORT CARRIERS NUMBERS\n");
    return 2;
  }
  prctl(PR_SET_TIMERSLACK, 1000);
  prctl(PR_SET_PDEATHSIG, 15);
  host = argv[1];
  callerPort = atoi(argv[2]);
  answererPort = atoi(argv[3]);
  carriers = atoi(argv[4]);
  perCarrier = atoi(argv[5]) / carriers;
  if (carriers < 1 || carriers > MOST_CARRIERS || perCarrier < 1) return 2;
  for (int i = 0; i < carriers; i++) {
    char address[16];
    snprintf(address, sizeof address, "127.1.0.%d", i + 1);
    callers[i] = open_socket(address, callerPort);
  }
  answerer = open_socket("127.0.0.2", answererPort);
  // Between commands the answerer answers still: a proxy may look whether it is there.
  fcntl(0, F_SETFL, fcntl(0, F_GETFL) | O_NONBLOCK);
  char line[200];
  int length = 0;
  for (;;) {
    struct pollfd input = {0, POLLIN, 0};
    if (poll(&input, 1, 0) > 0) {
      int got = read(0, line + length, sizeof line - 1 - length);
      if (got == 0) return 0;
      if (got > 0) length += got;
      line[length] = 0;
      char *end = strchr(line, '\n');
      if (end) {
        *end = 0;
        obey(line);
        length = 0; // one command at a time: the next is sent when this one was answered
      }
    } else serve_until(now() + 0.02);
  }
}
