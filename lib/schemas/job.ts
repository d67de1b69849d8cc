// What the job worker can be asked to do, by name. Names stand in the queue's tables: they never change.

/** Draw a document as PDF and attach it; write to carriers of a change; deliver one message of the outbox. */
export type JobTask =
  | "render-quote"
  | "render-loa"
  | "render-hand-off"
  | "mail-notices"
  | "deliver-mail";
