"use client";
// Answers presses on what lists hold by the hundred, plain links and copy buttons, once for the whole page.
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { softPath } from "./soft-link";

const CONFIRMED_MS = 1500;

export function PagePresses() {
  const router = useRouter();
  const [said, setSaid] = useState("");

  useEffect(() => {
    function copy(button: HTMLElement): void {
      const done = () => {
        button.dataset.copied = "";
        setSaid(`${button.ariaLabel ?? ""}: copied`);
        setTimeout(() => {
          delete button.dataset.copied;
          setSaid("");
        }, CONFIRMED_MS);
      };
      navigator.clipboard.writeText(button.dataset.copy ?? "").then(done, () => {});
    }
    // After every listener of React's own, which is above the document's elements.
    function onClick(event: MouseEvent): void {
      const target = event.target instanceof Element ? event.target : null;
      const button = target?.closest<HTMLElement>("button[data-copy]") ?? null;
      if (button !== null) copy(button);
      const link = target?.closest<HTMLAnchorElement>("a[data-soft]") ?? null;
      if (link === null) return;
      const { href, target: opens } = link;
      const path = softPath(
        event,
        { href, target: opens, isDownload: link.hasAttribute("download") },
        window.location.href,
      );
      if (path === null) return;
      event.preventDefault();
      router.push(path as Parameters<typeof router.push>[0]);
    }
    window.addEventListener("click", onClick);
    return () => window.removeEventListener("click", onClick);
  }, [router]);

  return (
    <span role="status" className="sr-only">
      {said}
    </span>
  );
}
