// Stands in for an area that is not built yet: says so, and where its work is done meanwhile.
import type { ReactNode } from "react";
import { EmptyState } from "./empty-state";
import { PageHeader } from "./page-header";

export function Later({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <PageHeader title={title} />
      <EmptyState title="Comes with later work">{children}</EmptyState>
    </>
  );
}
