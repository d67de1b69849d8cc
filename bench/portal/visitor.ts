/** A member of staff without a browser: signs in as the form does, and reads pages to their last byte. */
import type { Installation } from "@/e2e/fixtures/installation";
import { ACCOUNTS } from "@/prisma/seed-plan";

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** From the request's first byte to the answer's last. */
  readonly ms: number;
}

export class Visitor {
  readonly #headers: Readonly<Record<string, string>>;
  readonly #portalUrl: string;

  constructor(portalUrl: string, headers: Readonly<Record<string, string>>) {
    this.#portalUrl = portalUrl;
    this.#headers = headers;
  }

  /** With an admin's session. */
  static async signIn({ portalUrl, demoPassword }: Installation): Promise<Visitor> {
    const account = ACCOUNTS.find(({ role }) => role === "admin");
    const token = await fetch(`${portalUrl}/api/auth/csrf`);
    const { csrfToken } = (await token.json()) as { csrfToken: string };
    const answer = await fetch(`${portalUrl}/api/auth/callback/password`, {
      method: "POST",
      redirect: "manual",
      headers: { Origin: portalUrl, Cookie: cookiesOf(token) },
      body: new URLSearchParams({
        ...{ csrfToken, json: "true" },
        ...{ email: account?.email ?? "", password: demoPassword },
      }),
    });
    return new Visitor(portalUrl, { Cookie: cookiesOf(answer) });
  }

  async read(address: string): Promise<Answer> {
    const began = performance.now();
    const answer = await fetch(this.#portalUrl + address, {
      headers: this.#headers,
      redirect: "manual",
    });
    const text = await answer.text();
    return { status: answer.status, text, ms: performance.now() - began };
  }
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
