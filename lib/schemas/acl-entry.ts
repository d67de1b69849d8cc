// An ACL entry: an address or block from which a carrier's calls are accepted.
import { z } from "zod";
import { type Block, blockText, checkAclBlock, parseBlock } from "@/lib/telephony/cidr";
import {
  Flag,
  filter,
  Id,
  Instant,
  InstantInput,
  line,
  lines,
  orNull,
  pageQuery,
  Reason,
  RowVersion,
} from "./fields";

const EVERYWHERE: readonly Block[] = ["0.0.0.0/0", "::/0"].flatMap((text) => {
  const parsed = parseBlock(text);
  return parsed.ok ? [parsed.value] : [];
});

/** Shape and width; whether the address is public or in a lab network is the verb's to judge, which knows the networks. */
export const AclBlock = z
  .string("an address or block is needed, such as 192.0.2.10 or 192.0.2.8/29")
  .max(100, "an address or block is at most 64 characters long")
  .transform((text, context): string => {
    const checked = checkAclBlock(text, EVERYWHERE);
    if (checked.ok) return blockText(checked.value.block);
    context.addIssue(checked.message);
    return z.NEVER;
  });

const editable = {
  block: AclBlock,
  label: line({ max: 100 }),
  site: line({ max: 100 }),
  requestedBy: line({ max: 100 }),
  comment: lines({ max: 1000 }),
  validFrom: InstantInput,
  /** Null: until removed. */
  validUntil: orNull(InstantInput),
};

const validityInOrder = (value: {
  validFrom?: Date | undefined;
  validUntil?: Date | null | undefined;
}) => !value.validFrom || !value.validUntil || value.validFrom < value.validUntil;
const orderWords = { path: ["validUntil"], error: "must be after the start" };

/** The entry alone, as onboarding takes it beside a new carrier. */
export const NewAclEntry = z
  .strictObject({
    block: editable.block,
    label: editable.label.default(""),
    site: editable.site.default(""),
    requestedBy: editable.requestedBy.default(""),
    comment: editable.comment.default(""),
    /** Left out: from now on. */
    validFrom: filter(editable.validFrom),
    validUntil: editable.validUntil.default(null),
  })
  .refine(validityInOrder, orderWords);
export type NewAclEntry = z.output<typeof NewAclEntry>;

export const AddAclEntry = NewAclEntry.safeExtend({ carrierId: Id });

export const UpdateAclEntry = z
  .strictObject({ id: Id, version: RowVersion, ...z.object(editable).partial().shape })
  .refine(validityInOrder, orderWords);

export const RemoveAclEntry = z.strictObject({
  id: Id,
  version: RowVersion,
  /** Cuts off running dialogs too. */
  blockNow: Flag.default(false),
  reason: filter(Reason),
});

export const ListAclEntries = z.strictObject({ carrierId: filter(Id), ...pageQuery });

export const AclEntry = z.object({
  id: Id,
  carrierId: Id,
  block: z.string(),
  label: z.string(),
  site: z.string(),
  requestedBy: z.string(),
  comment: z.string(),
  validFrom: Instant,
  validUntil: Instant.nullable(),
  active: z.boolean(),
  removedAt: Instant.nullable(),
  blockedNow: z.boolean(),
  version: z.number(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type AclEntry = z.infer<typeof AclEntry>;
