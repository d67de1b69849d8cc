// The hand-off sheet as configuration to paste, to copy or to take away as a file.
import { buttonStyle } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Section } from "@/components/ui/section";
import {
  handOffConfig,
  PRODUCTS,
  type Product,
} from "@/lib/schemas/hand-off-config/hand-off-config";
import type { HandOffSheet } from "@/lib/schemas/hand-off-sheet";

const NAMES: Record<Product, string> = {
  kamailio: "Kamailio (kamailio.cfg)",
  asterisk: "Asterisk (pjsip.conf)",
  freeswitch: "FreeSWITCH (gateway and ACL)",
};

export interface HandOffConfigsProps {
  carrierId: string;
  sheet: HandOffSheet;
  /** Null for the sheet as it is now. */
  number: number | null;
}

export function HandOffConfigs({ carrierId, sheet, number }: HandOffConfigsProps) {
  return (
    <Section
      title="Configuration to paste"
      description="For the carrier's own equipment, from the sheet above. The password is a placeholder. The one for Kamailio is proved by running it: by UDP, for one trunk, without a password, a call each way. The other two were not run."
    >
      {PRODUCTS.map((product) => {
        const text = handOffConfig(product, sheet);
        const query = new URLSearchParams({
          product,
          ...(number === null ? {} : { number: String(number) }),
        });
        return (
          <details key={product} className="mb-2">
            <summary className="font-medium">{NAMES[product]}</summary>
            <div className="my-1 flex items-center gap-2">
              <CopyButton value={text} label={`configuration for ${NAMES[product]}`} />
              <a
                href={`/carriers/${carrierId}/hand-off/config?${query}`}
                download
                className={buttonStyle()}
              >
                {`Download for ${NAMES[product]}`}
              </a>
            </div>
            <pre className="rounded border border-line p-2 font-mono text-[0.75rem] whitespace-pre-wrap wrap-anywhere">
              {text}
            </pre>
          </details>
        );
      })}
    </Section>
  );
}
