/** A UDP socket of the native module: up to 64 datagrams with one system call, each way. Linux only. */
import { getSystemErrorName } from "node:util";
import type { PackedAddress } from "@/lib/telephony/packed-address";
import { DatagramAddresses } from "./datagram-addresses";
import type { DatagramHandler, DatagramListener, SendErrorListener } from "./datagram-listener";
import { type DatagramModule, loadDatagramModule, type NativeListener } from "./datagram-module";
import { formatListenUrl, type ListenUrl } from "./listen-url";
import { PeerAddresses } from "./peer-address";
import { SendQueue } from "./send-queue";
import { type Destination, SendError, type SendFailure } from "./transport";

/** As native/udp-batch.h lays the memory out. */
const BATCH = 64;
const WORDS = 8;
const [LENGTH, PORT, SCOPE, ADDRESS, RESULT] = [0, 1, 2, 3, 7] as const;
const TABLE_WORDS = BATCH * WORDS;
const RECEIVED_AT = 2 * TABLE_WORDS * 4;
const RECEIVED_BYTES = BATCH * 65_536;
const SENDING_AT = RECEIVED_AT + RECEIVED_BYTES;
const SENDING_BYTES = 262_144;

/** More than IPv4 and IPv6 carry; the kernel says EMSGSIZE to most of what is near it. */
const MOST_BYTES = 65_535;
/** Datagrams received together share memory up to here: what one that is kept may hold of its neighbours. */
const SHARED_BYTES = 4_096;

/** Binds a socket; rejects with a sentence naming the URL, or saying that there is no module. */
export async function openBatchedListener(
  url: ListenUrl,
  bufferBytes: number,
  handler: DatagramHandler,
  module: DatagramModule | string = loadDatagramModule(),
): Promise<DatagramListener> {
  if (typeof module === "string") throw new Error(module);
  const listener = new BatchedDatagramListener(module, url.family, handler);
  const errno = listener.open(url, bufferBytes);
  if (errno !== 0) {
    throw new Error(`cannot listen on ${formatListenUrl(url)}: ${getSystemErrorName(errno)}`);
  }
  return listener;
}

class BatchedDatagramListener implements DatagramListener {
  port = 0;
  receiveBufferBytes = 0;
  readonly #module: DatagramModule;
  readonly #family: 4 | 6;
  readonly #handler: DatagramHandler;
  readonly #sources: DatagramAddresses;
  readonly #destinations = new PeerAddresses();
  readonly #queue = new SendQueue();
  readonly #flushLater = () => this.#flush();
  #native: NativeListener | null = null;
  #received = Buffer.alloc(0);
  #receivedTable = new Uint32Array(0);
  #sending = new Uint8Array(0);
  #sendingTable = new Uint32Array(0);
  /** Somebody will flush: the batch that is being handed over, the end of the turn, or a writable socket. */
  #flushIsDue = false;

  constructor(module: DatagramModule, family: 4 | 6, handler: DatagramHandler) {
    this.#module = module;
    this.#family = family;
    this.#handler = handler;
    this.#sources = new DatagramAddresses(family);
  }

  /** 0, or the negative errno with which it failed. */
  open(url: ListenUrl, bufferBytes: number): number {
    const opened = this.#module.open(
      url.address,
      url.port,
      url.family === 6,
      bufferBytes,
      (came, isWritable) => this.#onEvent(came, isWritable),
    );
    if (typeof opened === "number") return opened;
    const { memory } = opened;
    this.#receivedTable = new Uint32Array(memory, 0, TABLE_WORDS);
    this.#sendingTable = new Uint32Array(memory, TABLE_WORDS * 4, TABLE_WORDS);
    this.#received = Buffer.from(memory, RECEIVED_AT, RECEIVED_BYTES);
    this.#sending = new Uint8Array(memory, SENDING_AT, SENDING_BYTES);
    this.#native = opened;
    this.port = opened.port;
    this.receiveBufferBytes = opened.receiveBufferBytes;
    return 0;
  }

  send(bytes: Uint8Array, destination: Destination, onError: SendErrorListener): void {
    if (this.#native === null) {
      this.#failLater("unavailable", null, destination, onError);
      return;
    }
    const to = this.#packed(destination);
    if (to === null) {
      this.#failLater("unreachable", "EINVAL", destination, onError);
    } else if (bytes.length > MOST_BYTES) {
      this.#failLater("too-large", "EMSGSIZE", destination, onError);
    } else if (!this.#queue.add({ bytes, to, destination, onError })) {
      this.#failLater("backpressure", "ENOBUFS", destination, onError);
    } else if (!this.#flushIsDue) {
      this.#flushIsDue = true;
      setImmediate(this.#flushLater);
    }
  }

  close(): Promise<void> {
    const native = this.#native;
    if (native === null) return Promise.resolve();
    this.#flush();
    this.#native = null;
    this.#module.close(native);
    for (let queued = this.#queue.at(0); queued; queued = this.#queue.at(0)) {
      this.#failLater("unavailable", null, queued.destination, queued.onError);
      this.#queue.drop(1);
    }
    this.#received = Buffer.alloc(0);
    return Promise.resolve();
  }

  /** Null for a port or an address that this socket cannot send to. */
  #packed({ address, port }: Destination): PackedAddress | null {
    if (!Number.isInteger(port) || port < 1 || port > 65_535) return null;
    const packed = this.#destinations.read(address)?.packed;
    return packed?.family === this.#family ? packed : null;
  }

  #onEvent(came: number, isWritable: boolean): void {
    if (came < 0) {
      this.#handler.onSocketError(new Error(`datagram socket: ${getSystemErrorName(came)}`));
    } else if (came > 0) {
      const wasDue = this.#flushIsDue;
      this.#flushIsDue = true;
      this.#deliver(came);
      // What waits for a writable socket goes on waiting.
      if (!wasDue) this.#flush();
    }
    if (isWritable) this.#flush();
  }

  #deliver(came: number): void {
    const table = this.#receivedTable;
    let at = 0;
    for (let row = 0; row < came; ) {
      let size = table[row * WORDS + LENGTH] ?? 0;
      let last = row + 1;
      for (; last < came; last++) {
        const length = table[last * WORDS + LENGTH] ?? 0;
        if (size + length > SHARED_BYTES) break;
        size += length;
      }
      const shared = Buffer.allocUnsafeSlow(size);
      this.#received.copy(shared, 0, at, at + size);
      at += size;
      for (let from = 0; row < last; row++) {
        const to = from + (table[row * WORDS + LENGTH] ?? 0);
        this.#handOver(shared.subarray(from, to), row * WORDS);
        if (this.#native === null) return;
        from = to;
      }
    }
  }

  #handOver(bytes: Buffer, row: number): void {
    const table = this.#receivedTable;
    const scope = table[row + SCOPE] ?? 0;
    const text = this.#sources.text(table, row + ADDRESS);
    try {
      // As `node:dgram` says it: a link's own address with its zone.
      const address = scope === 0 ? text : `${text}%${scope}`;
      this.#handler.onDatagram(bytes, address, table[row + PORT] ?? 0);
    } catch (error) {
      // As from any listener: for the process to hear of, and not at the cost of the datagrams behind it.
      process.nextTick(() => {
        throw error;
      });
    }
  }

  /** Sends what waits, until the kernel takes no more. */
  #flush(): void {
    this.#flushIsDue = false;
    const native = this.#native;
    while (native !== null && this.#queue.count > 0) {
      const count = this.#fillTable();
      const done = this.#module.send(native, count);
      if (done < 0) {
        // The module has been closed under us, with its environment.
        this.#handler.onSocketError(new Error(`datagram module: ${getSystemErrorName(done)}`));
        return;
      }
      this.#report(done);
      this.#queue.drop(done);
      if (done < count) {
        this.#flushIsDue = true;
        this.#module.awaitWritable(native);
        return;
      }
    }
  }

  /** Writes as many as one call takes. Answers how many. */
  #fillTable(): number {
    const table = this.#sendingTable;
    let at = 0;
    let count = 0;
    for (; count < BATCH; count++) {
      const queued = this.#queue.at(count);
      if (queued === undefined || at + queued.bytes.length > SENDING_BYTES) break;
      const { bytes, to, destination } = queued;
      this.#sending.set(bytes, at);
      at += bytes.length;
      const row = count * WORDS;
      table[row + LENGTH] = bytes.length;
      table[row + PORT] = destination.port;
      table[row + ADDRESS] = to.w0;
      if (to.family === 6) {
        table[row + ADDRESS + 1] = to.w1;
        table[row + ADDRESS + 2] = to.w2;
        table[row + ADDRESS + 3] = to.w3;
      }
    }
    return count;
  }

  #report(done: number): void {
    for (let place = 0; place < done; place++) {
      const errno = this.#sendingTable[place * WORDS + RESULT] ?? 0;
      const queued = this.#queue.at(place);
      if (errno === 0 || queued === undefined) continue;
      const code = getSystemErrorName(-errno);
      const failure = code === "EMSGSIZE" ? "too-large" : "unreachable";
      this.#failLater(failure, code, queued.destination, queued.onError);
    }
  }

  #failLater(
    failure: SendFailure,
    code: string | null,
    destination: Destination,
    onError: SendErrorListener,
  ): void {
    process.nextTick(() =>
      this.#handler.onSendError(new SendError(failure, destination, code), onError),
    );
  }
}
