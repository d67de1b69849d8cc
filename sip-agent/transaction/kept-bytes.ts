/**
 * Bytes that are kept for the half minute after a final response. A small Buffer is a slice of Node's pool and keeps all 8 kB
 * of it, nearly all of which was sent and done with in a millisecond; a received datagram has memory of its own. Where
 * thousands are kept, V8 counts so much memory outside its heap that it collects early, and in steps of 10 ms each.
 */
const SLAB_BYTES = 65_536;

let slab = Buffer.alloc(0);
let used = 0;

/** A copy beside others that are kept as long: a slab of them is freed when the last one goes. */
export function keptBytes(bytes: Uint8Array): Buffer {
  const { length } = bytes;
  // Of large ones a slab would hold few.
  if (length > SLAB_BYTES / 8) {
    const own = Buffer.allocUnsafeSlow(length);
    own.set(bytes);
    return own;
  }
  if (used + length > slab.length) {
    slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
    used = 0;
  }
  const start = used;
  used += length;
  slab.set(bytes, start);
  return slab.subarray(start, used);
}
