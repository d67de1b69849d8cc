/** One UDP socket: datagrams in with their source, datagrams out, in one of two forms that behave alike. */

import { unreachable } from "@/lib/core/unreachable";
import { openBatchedListener } from "./batched-datagram-listener";
import type { DatagramForm } from "./datagram-module";
import type { ListenUrl } from "./listen-url";
import { openPlainListener } from "./plain-datagram-listener";
import type { Destination, SendError } from "./transport";

/** What `Transport.send` was given to tell of a failure. */
export type SendErrorListener = ((error: SendError) => void) | undefined;

export interface DatagramHandler {
  /** The bytes are the handler's to keep. */
  onDatagram(bytes: Buffer, address: string, port: number): void;
  /** A send has failed; `onError` is that send's own listener. Never called inside `send`. */
  onSendError(error: SendError, onError: SendErrorListener): void;
  onSocketError(error: Error): void;
}

export interface DatagramListener {
  readonly port: number;
  /** What the kernel gave of what was asked for received datagrams. */
  readonly receiveBufferBytes: number;
  /** `bytes` must not change afterwards: they may leave at the end of the event loop's turn. */
  send(bytes: Uint8Array, destination: Destination, onError: SendErrorListener): void;
  /** Idempotent; what was sent before has left, or its failure will be told. */
  close(): Promise<void>;
}

/** Binds a socket; rejects with a sentence naming the URL. `bufferBytes` is asked of the kernel, which may give less. */
export async function openDatagramListener(
  form: DatagramForm,
  url: ListenUrl,
  bufferBytes: number,
  handler: DatagramHandler,
): Promise<DatagramListener> {
  switch (form) {
    case "plain":
      return openPlainListener(url, bufferBytes, handler);
    case "batched":
      return openBatchedListener(url, bufferBytes, handler);
    default:
      return unreachable(form);
  }
}
