// Head of the settings: tabs.
import { PageHeader } from "@/components/ui/page-header";
import { TabLinks } from "@/components/ui/tab-links";

export default function SettingsLayout({ children }: LayoutProps<"/settings">) {
  return (
    <>
      <PageHeader title="Settings" />
      <TabLinks
        label="Settings"
        tabs={[
          { label: "Platform", href: "/settings" },
          { label: "Network", href: "/settings/network" },
          { label: "Notices", href: "/settings/notices" },
          { label: "Templates", href: "/settings/templates" },
          { label: "Quoting", href: "/settings/quoting" },
          { label: "Agents", href: "/settings/agents" },
          { label: "Staff", href: "/settings/staff" },
          { label: "API tokens", href: "/settings/tokens" },
        ]}
      />
      {children}
    </>
  );
}
