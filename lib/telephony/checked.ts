// The outcome of reading a text that someone typed.

/** A parsed value, or what is wrong with the text in one sentence, with the right form where there is one. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string; readonly suggestion: string | null };
