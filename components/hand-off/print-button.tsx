"use client";
// Prints the page, or saves it as PDF: the browser's dialog offers both.
import { Button } from "@/components/ui/button";

export function PrintButton() {
  return (
    <Button size="sm" onClick={() => window.print()}>
      Print
    </Button>
  );
}
