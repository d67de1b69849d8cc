"use client";
// Computes the audit chain anew, piece by piece, and says how far it is and where it is broken.
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import type { ChainState } from "@/lib/schemas/audit-event";

type State =
  | { readonly is: "working"; readonly done: string; readonly total: string }
  | { readonly is: "failed"; readonly message: string }
  | { readonly is: "done"; readonly chain: ChainState };

async function lookAt(cursor: string | null): Promise<ChainState> {
  const answer = await fetch(`/audit/verification${cursor === null ? "" : `?cursor=${cursor}`}`);
  if (!answer.ok) throw new Error(`The check stopped: the portal answered ${answer.status}.`);
  return answer.json();
}

function Outcome({ state }: { state: State }) {
  switch (state.is) {
    case "working":
      return <p role="status">{`${state.done} of ${state.total} events checked…`}</p>;
    case "failed":
      return <Banner tone="bad" role="alert" title={state.message} />;
    case "done":
      return state.chain.firstBroken === null ? (
        <Banner
          tone="info"
          role="status"
          title={`The chain holds: ${state.chain.events} events checked`}
        />
      ) : (
        <Banner
          tone="bad"
          role="alert"
          title={`The chain is broken at event ${state.chain.firstBroken}`}
        >
          <p>
            {"It, or the event before it, was changed or removed past the portal. "}
            <TextLink href={`/audit?cursor=${BigInt(state.chain.firstBroken) + 1n}`}>
              Show the events there
            </TextLink>
          </p>
        </Banner>
      );
    default:
      return state satisfies never;
  }
}

export function VerifyChain() {
  const [state, setState] = useState<State | null>(null);
  const verify = async () => {
    setState({ is: "working", done: "0", total: "all" });
    try {
      let chain = await lookAt(null);
      while (chain.nextCursor !== null) {
        setState({ is: "working", done: chain.events, total: chain.total });
        chain = await lookAt(chain.nextCursor);
      }
      setState({ is: "done", chain });
    } catch (error) {
      const message = error instanceof Error ? error.message : "The check stopped.";
      setState({ is: "failed", message });
    }
  };
  return (
    <div className="mb-3 grid justify-items-start gap-2">
      <Button size="sm" onClick={verify} pending={state?.is === "working"}>
        Verify the chain
      </Button>
      {state === null ? null : <Outcome state={state} />}
    </div>
  );
}
