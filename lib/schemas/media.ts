// What carriers are told of media: codecs and ranges, as lists or as one text with commas or lines between.
import { z } from "zod";
import { CODEC_NAMES, codecName } from "@/lib/telephony/codec";
import { checkMediaRange } from "@/lib/telephony/media-range";
import { Transport } from "./gateway";

const MOST = 40;

/** The parts of a list, or of one text with commas, semicolons or line breaks between. */
function partsOf(value: readonly string[] | string): string[] {
  const parts = typeof value === "string" ? value.split(/[,;\n]/) : value;
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/** In order of preference. */
export const Codecs = z
  .union([z.array(z.string()), z.string()], { error: "must be a list of codecs" })
  .transform((value, context): string[] => {
    const parts = partsOf(value);
    const wrong = parts.filter((part) => codecName(part) === null);
    const names = parts.flatMap((part) => codecName(part) ?? []);
    if (wrong.length === 0 && parts.length <= MOST) return [...new Set(names)];
    context.addIssue(
      wrong.length === 0
        ? `must be at most ${MOST} codecs`
        : `${wrong[0]?.slice(0, 40)} is no known codec: one of ${CODEC_NAMES.join(", ")}`,
    );
    return z.NEVER;
  })
  .meta({ override: { type: "array", items: { type: "string", enum: [...CODEC_NAMES] } } });

/** Each once, in the order udp, tcp, tls. */
export const Transports = z
  .union([z.array(z.string()), z.string()], { error: "must be a list of transports" })
  .transform((value, context): z.infer<typeof Transport>[] => {
    const parts = partsOf(value).map((part) => part.toLowerCase());
    const wrong = parts.find((part) => !Transport.safeParse(part).success);
    if (wrong === undefined && parts.length > 0) {
      return Transport.options.filter((name) => parts.includes(name));
    }
    context.addIssue(
      wrong === undefined
        ? "at least one of udp, tcp and tls is needed"
        : `${wrong.slice(0, 40)} is no transport: one of udp, tcp, tls`,
    );
    return z.NEVER;
  })
  .meta({ override: { type: "array", items: { type: "string", enum: [...Transport.options] } } });

/** Each an address or block, with its ports where they are known: `192.0.2.0/28 10000-20000`. */
export const MediaRanges = z
  .union([z.array(z.string()), z.string()], { error: "must be a list of media ranges" })
  .transform((value, context): string[] => {
    const checked = partsOf(value).map((part) => checkMediaRange(part.slice(0, 100)));
    const wrong = checked.find((range) => !range.ok);
    if (wrong === undefined && checked.length <= MOST) {
      return [...new Set(checked.flatMap((range) => (range.ok ? [range.value] : [])))];
    }
    context.addIssue(
      wrong === undefined || wrong.ok ? `must be at most ${MOST} ranges` : wrong.message,
    );
    return z.NEVER;
  })
  .meta({ override: { type: "array", items: { type: "string" } } });
