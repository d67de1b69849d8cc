// An address that is no page.
import Link from "next/link";

export default function NotFoundPage() {
  return (
    <main className="mx-auto max-w-sm p-6">
      <h1 className="text-xl font-semibold">Not found</h1>
      <p className="my-2 text-ink-soft">There is no page at this address.</p>
      <Link href="/" className="font-medium text-accent underline">
        Go to the portal
      </Link>
    </main>
  );
}
