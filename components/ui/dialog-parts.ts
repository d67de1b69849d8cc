// The look shared by dialogs that ask for something and dialogs that ask for a yes.

export const BACKDROP =
  "fixed inset-0 z-40 min-h-dvh bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0";

export const POPUP =
  "fixed top-[8dvh] left-1/2 z-50 max-h-[84dvh] w-[34rem] max-w-[calc(100vw-1.5rem)] -translate-x-1/2 overflow-y-auto rounded-lg border border-line bg-surface p-4 shadow-xl transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0";

export const TITLE = "text-base font-semibold";

export const DESCRIPTION = "mt-0.5 mb-3 text-ink-soft";
