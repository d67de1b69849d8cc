// Over a list: its saved views as tabs, what may be done to the one that is shown, and the way to take the list away.
import { Download, Star, Users } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { type ListAddress, listQuery } from "@/components/data-table/list-address";
import { ActionForm } from "@/components/forms/action-form";
import type { FormAction } from "@/components/forms/action-state";
import { CheckboxField, TextField } from "@/components/forms/fields";
import { FormButtons } from "@/components/forms/form-buttons";
import { PressButton } from "@/components/forms/press-button";
import { buttonStyle } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { FormDialog } from "@/components/ui/form-dialog";
import type { ListName } from "@/lib/schemas/list-name";
import type { ViewOfActor } from "@/lib/schemas/saved-view";
import { EditView } from "./edit-view";

export interface ViewActions {
  readonly save: FormAction;
  readonly update: FormAction;
  readonly remove: FormAction;
  readonly setDefault: FormAction;
}

export interface ViewBarProps {
  name: ListName;
  list: ListAddress;
  views: readonly ViewOfActor[];
  /** Whether views may be shared with all. */
  mayShare: boolean;
  actions: ViewActions;
}

/** Filter, order and page size alone, in one order. */
function shownQuery(list: ListAddress): string {
  const { cursor: _place, ...query } = listQuery(list);
  const parts = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1));
  return new URLSearchParams(parts).toString();
}

export function ViewBar({ name, list, views, mayShare, actions }: ViewBarProps) {
  const query = shownQuery(list);
  const current = views.find((view) => view.id === list.view);
  const mayChange = current !== undefined && (current.isOwn || mayShare);
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1.5">
      {views.length === 0 ? null : (
        <nav aria-label="Views" className="flex flex-wrap gap-1">
          <ViewLink href={`${list.path}?view=all`} isCurrent={current === undefined}>
            All
          </ViewLink>
          {views.map((view) => (
            <ViewLink
              key={view.id}
              href={`${list.path}?${view.query}${view.query === "" ? "" : "&"}view=${view.id}`}
              isCurrent={view.id === current?.id}
            >
              {view.name}
              {view.isDefault ? <Mark icon={Star} words="the list opens with it" /> : null}
              {view.shared ? (
                <Mark icon={Users} words={view.isOwn ? "shared" : `shared by ${view.ownerName}`} />
              ) : null}
            </ViewLink>
          ))}
        </nav>
      )}
      <div className="flex flex-wrap items-center gap-1">
        {current !== undefined && mayChange && current.query !== query ? (
          <ActionForm
            action={actions.update}
            label={`Save what is shown as ${current.name}`}
            version={current.version}
            hidden={{ id: current.id, query }}
          >
            <PressButton label="Save changes" longLabel={`Save changes to ${current.name}`} />
          </ActionForm>
        ) : null}
        {current === undefined ? null : (
          <ActionForm
            key={`${current.id}-${current.isDefault}`}
            action={actions.setDefault}
            label="Which view the list opens with"
            hidden={{ list: name, viewId: current.isDefault ? "" : current.id }}
          >
            <PressButton
              look="quiet"
              label={current.isDefault ? "Open with all" : "Open with this"}
            />
          </ActionForm>
        )}
        {current !== undefined && mayChange ? (
          <EditView key={current.version} view={current} mayShare={mayShare} actions={actions} />
        ) : null}
        <FormDialog
          open="Save view"
          look="quiet"
          title="Save view"
          description="Keeps the filter and the order of this list under a name."
        >
          <ActionForm action={actions.save} label="Save view" hidden={{ list: name, query }}>
            <TextField name="name" label="Name" required maxLength={60} />
            <CheckboxField name="isDefault" label="Open this list with it" />
            {mayShare ? <CheckboxField name="shared" label="Share with all staff" /> : null}
            <FormButtons submit="Save view" />
          </ActionForm>
        </FormDialog>
        <a
          href={`/export/${name}?${query}`}
          download
          className={buttonStyle({ look: "quiet", size: "sm" })}
        >
          <Download aria-hidden />
          Export as CSV
        </a>
      </div>
    </div>
  );
}

function Mark({ icon: Icon, words }: { icon: typeof Star; words: string }) {
  return (
    <span title={words}>
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{`, ${words}`}</span>
    </span>
  );
}

interface ViewLinkProps {
  href: string;
  isCurrent: boolean;
  children: ReactNode;
}

function ViewLink({ href, isCurrent, children }: ViewLinkProps) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isCurrent ? "page" : undefined}
      className={classNames(
        "inline-flex items-center gap-1 rounded-md px-2 py-1",
        isCurrent
          ? "bg-accent-soft font-medium text-accent-strong"
          : "text-ink-soft hover:bg-sunken",
      )}
    >
      {children}
    </Link>
  );
}
