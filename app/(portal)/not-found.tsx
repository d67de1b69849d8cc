// A row that does not exist, or no longer does.
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";

export default function PortalNotFound() {
  return (
    <EmptyState title="Not found">
      <h1 className="sr-only">Not found</h1>
      <p>This does not exist, or no longer does.</p>
      <TextLink href="/carriers">Go to Carriers</TextLink>
    </EmptyState>
  );
}
