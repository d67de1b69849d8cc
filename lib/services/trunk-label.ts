// Draws a trunk's label under the signalling FQDN.

const ALPHABET = "abcdefghjkmnpqrstvwxyz23456789"; // none that is mistaken for another when read aloud
const RANDOM_LENGTH = 8;

/**
 * A label that nobody has used: what of the name fits a host name, and eight drawn letters, for instance
 * "kereru-networks-x7f2k9qa". `bytes` are eight random ones.
 */
export function trunkLabel(name: string, bytes: Uint8Array): string {
  const slug = name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-|-$/g, "");
  const drawn = Array.from(
    bytes.subarray(0, RANDOM_LENGTH),
    (byte) => ALPHABET[byte % ALPHABET.length],
  );
  return `${slug === "" ? "trunk" : slug}-${drawn.join("")}`;
}
