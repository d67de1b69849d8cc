// The members of staff and their roles. For now to read; changes come with later work.
import type { Metadata } from "next";
import { drawPage } from "@/app/_server/draw-page";
import { Badge } from "@/components/ui/badge";
import { Section } from "@/components/ui/section";
import { Table } from "@/components/ui/table";
import { Timestamp } from "@/components/ui/timestamp";
import { listStaff } from "@/lib/services/staff/list-staff";

export const metadata: Metadata = { title: "Staff" };

export default function StaffPage() {
  return drawPage(async (context) => {
    const staff = await listStaff(context);
    return (
      <Section title="Staff" description="Inviting and disabling staff here comes with later work.">
        <Table
          caption="Staff"
          rows={staff}
          rowKey={(user) => user.id}
          columns={[
            { header: "Name", heading: true, cell: (user) => user.name },
            { header: "E-mail", cell: (user) => user.email },
            { header: "Role", cell: (user) => user.role },
            {
              header: "Account",
              cell: (user) =>
                user.disabledAt !== null ? (
                  <Badge>Disabled</Badge>
                ) : user.isDemo ? (
                  <Badge tone="warn">Demo</Badge>
                ) : (
                  <Badge tone="good">Active</Badge>
                ),
            },
            {
              header: "Last sign-in",
              minor: true,
              cell: (user) =>
                user.lastSignInAt === null ? "never" : <Timestamp at={user.lastSignInAt} />,
            },
          ]}
        />
      </Section>
    );
  });
}
