"use client";
// The portal's form: runs a server action, keeps what was typed, moves the focus to what is wrong.
import { useRouter } from "next/navigation";
import {
  type ReactNode,
  startTransition,
  useActionState,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useLiveMark } from "@/components/layout/live-mark";
import { useDialogControl } from "@/components/ui/dialog-control";
import { type ActionState, type FormAction, IDLE, type Saved } from "./action-state";
import { capitalise } from "./capitalise";
import { FailureBanner } from "./failure-banner";
import { FormContext } from "./form-context";
import { differencesOf, type FormSnapshot, showsFault, snapshotOf, takeOver } from "./form-dom";
import { type Difference, StaleDifference } from "./stale-difference";

export interface ActionFormProps {
  action: FormAction;
  /** Names the form for those who hear the page. */
  label: string;
  /** Version of the row the form was drawn from; goes with it as `version`. */
  version?: number;
  /** Further values that are not for the visitor to change. */
  hidden?: Readonly<Record<string, string>>;
  /** Empty the fields once saved: for forms that add one after another. */
  clearAfterSave?: boolean;
  /** Given each answer that says "saved", once. */
  onSaved?: (saved: Saved) => void | Promise<void>;
  children: ReactNode;
}

/** A press may take its own form off the page: the focus goes on in the row or the part of the page where it stood. */
function keepFocusNear(place: HTMLElement | null): void {
  const { activeElement, body } = document;
  if (!place?.isConnected || (activeElement !== null && activeElement !== body)) return;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

/**
 * Runs `action` through a transition of its own: React then leaves the fields as they are, where a plain form action
 * would empty them. After a refusal the first wrong field has the focus, or the banner if no single field is at fault.
 */
export function ActionForm(props: ActionFormProps) {
  const [version, setVersion] = useState(props.version);
  const [taken, setTaken] = useState<Readonly<Record<string, string>> | null>(null);
  const [generation, setGeneration] = useState(0);
  const [differences, setDifferences] = useState<readonly Difference[] | null>(null);
  const [unplaced, setUnplaced] = useState<readonly string[]>([]);
  const formRef = useRef<HTMLFormElement>(null);
  const drawn = useRef<FormSnapshot>(new Map());
  const bannerRef = useRef<HTMLDivElement>(null);
  const liveMark = useLiveMark();
  const dialog = useDialogControl();
  const router = useRouter();
  const clearAfterSave = props.clearAfterSave ?? false;
  const [state, dispatch, pending] = useActionState(
    async (_previous: ActionState, data: FormData): Promise<ActionState> => {
      // Never the answer before: it may hold what is shown once, and no action looks at it.
      const answer = await props.action(IDLE, data);
      // Here, not in an effect: a form that removes its own row is gone before one could run.
      if (answer.status === "saved") {
        if (answer.configVersion !== null) liveMark.expect(answer.configVersion);
        await props.onSaved?.(answer);
        if (answer.redirectTo !== null) router.push(answer.redirectTo);
      }
      return answer;
    },
    IDLE,
  );

  // Before the page is drawn without the form, so that it is still known where the focus was.
  useLayoutEffect(() => {
    const form = formRef.current;
    const place = form?.closest<HTMLElement>("tr, section") ?? null;
    return () => {
      if (form?.contains(document.activeElement)) {
        requestAnimationFrame(() => keepFocusNear(place));
      }
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation is a form drawn anew
  useEffect(() => {
    if (formRef.current) drawn.current = snapshotOf(formRef.current);
  }, [generation]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer is acted on once, when it comes
  useEffect(() => {
    const form = formRef.current;
    if (state.status === "saved") {
      setDifferences(null);
      setTaken(null);
      if (state.rowVersion !== null) setVersion(state.rowVersion);
      if (clearAfterSave) form?.reset();
      if (form) drawn.current = snapshotOf(form);
      dialog?.close();
    }
    if (state.status === "failed" && form) {
      setDifferences(state.stale ? differencesOf(form, drawn.current, state.stale.values) : null);
      setUnplaced(
        state.fields
          .filter((fault) => !showsFault(form, fault.path))
          .map((fault) => (fault.path === "" ? fault.message : `${fault.path}: ${fault.message}`)),
      );
      const wrong = form.querySelector<HTMLElement>('[aria-invalid="true"]');
      (wrong ?? bannerRef.current)?.focus();
    }
  }, [state]);

  function submit(): void {
    const form = formRef.current;
    if (!form || pending) return;
    liveMark.clear();
    const data = new FormData(form);
    startTransition(() => dispatch(data));
  }

  const failure = state.status === "failed" ? state : null;
  const faults = new Map<string, string>();
  for (const fault of failure?.fields ?? []) {
    const before = faults.get(fault.path);
    const message = capitalise(fault.message);
    faults.set(fault.path, before ? `${before}. ${message}` : message);
  }
  const stale = failure?.stale ?? null;

  return (
    <form
      ref={formRef}
      key={generation}
      action={dispatch}
      noValidate
      aria-label={props.label}
      className="grid max-w-3xl gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {failure ? <FailureBanner failure={failure} unplaced={unplaced} ref={bannerRef} /> : null}
      {stale && differences ? (
        <StaleDifference
          differences={differences}
          onTakeSaved={() => {
            setTaken(stale.values);
            setVersion(stale.version);
            setDifferences(null);
            setGeneration(generation + 1);
          }}
          onKeepTyped={() => {
            const form = formRef.current;
            if (form) takeOver(form, differences, stale.values);
            const field = form?.elements.namedItem("version");
            if (field instanceof HTMLInputElement) field.value = String(stale.version);
            submit();
          }}
        />
      ) : null}
      {version === undefined ? null : <input type="hidden" name="version" value={version} />}
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <FormContext value={{ faults, values: taken ?? failure?.values ?? null, pending }}>
        {props.children}
      </FormContext>
    </form>
  );
}
