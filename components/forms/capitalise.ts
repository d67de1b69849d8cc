// Makes a sentence of a fault's words, which the schemas write to stand after a field's name.

/** First letter in upper case where it begins a plain word; an address or a host name stays as it is. */
export function capitalise(text: string): string {
  return /^[a-z]+[ ,:;]/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
