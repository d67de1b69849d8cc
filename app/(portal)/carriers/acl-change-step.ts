// One step of a change of the ACL: look at what the list would do first, then save just that.
import { previewAclChange } from "@/lib/services/acl/preview-acl-change";
import { saveAclChange } from "@/lib/services/acl/save-acl-change";
import type { Context } from "@/lib/services/context";

/** What the form shows afterwards, as JSON in one field. */
export type AclChangeShown = { readonly preview: string } | { readonly saved: string };

export async function aclChangeStep(context: Context, input: unknown): Promise<AclChangeShown> {
  const { step, onlyRight, fingerprint, ...list } = input as Record<string, unknown>;
  if (step !== "store") return { preview: JSON.stringify(await previewAclChange(context, list)) };
  return {
    saved: JSON.stringify(await saveAclChange(context, { ...list, onlyRight, fingerprint })),
  };
}
