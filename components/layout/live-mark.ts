"use client";
// Where the portal remembers which saved version it waits for the agents to report.
import { createContext, useContext } from "react";

export interface LiveMark {
  /** A save begins: what was shown of an earlier one no longer counts. */
  readonly clear: () => void;
  /** A save is done; agents are to report this configuration version (decimal). */
  readonly expect: (configVersion: string) => void;
}

export const LiveMarkContext = createContext<LiveMark>({ clear: () => {}, expect: () => {} });

export function useLiveMark(): LiveMark {
  return useContext(LiveMarkContext);
}
