// A snapshot is what its rows say, however it came about; a row that cannot be read changes nothing.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "@/lib/policy/decide";
import { lookUpSource } from "@/lib/policy/look-up-source";
import {
  aclRow,
  address,
  BYOC,
  CRADLE,
  carrierRow,
  coreEndpointRow,
  FAR_END,
  gatewayRow,
  KERERU,
  KERERU_ACL,
  KERERU_GATEWAY,
  KERERU_OTHER_TRUNK,
  KERERU_TRUNK,
  NOW,
  numberRow,
  OTHER_BYOC,
  origination,
  party,
  surroundings,
  TUI,
  termination,
  testId,
  trunkRow,
  verificationRow,
  type WorldRows,
  worldRows,
} from "@/lib/policy/test-world";
import { applyChanges } from "./apply";
import { buildSnapshot, SnapshotBuilder } from "./build";
import type { ConfigRows, IdTable, RowOfTable, Snapshot, TableChange } from "./model";
import { rowsOf } from "./rows-of";
import { UnreadableRow } from "./unreadable-row";

const secrets = {
  username: "kereru",
  realm: "byoc",
  ha1Sha256: "c2VhbGVk",
  ha1Md5: "c2VhbGVk",
  keyId: "k1",
};

function configRows(world: WorldRows = worldRows()): ConfigRows {
  return {
    platform_settings: world.settings,
    egress_address: [
      { id: testId(9, 1), address: "192.0.2.200", validFromMs: NOW, validUntilMs: null },
    ],
    core_endpoint: world.coreEndpoints,
    core_source: world.coreSources,
    edge_proxy: world.edgeProxies,
    carrier: world.carriers,
    acl_entry: world.aclEntries,
    gateway: world.gateways,
    sip_credential: world.credentials.map((row) => ({ ...row, ...secrets })),
    trunk: world.trunks,
    phone_number: world.phoneNumbers,
    verification_item: world.verifications,
  };
}

/** Everything of a snapshot that has no order of its own. */
function contents(snapshot: Snapshot) {
  const rows = rowsOf(snapshot);
  const sorted = (all: Iterable<{ readonly id: string }>) =>
    [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
  const { platform_settings, ...tables } = rows;
  return {
    settings: platform_settings,
    tables: Object.fromEntries(Object.entries(tables).map(([name, all]) => [name, sorted(all)])),
  };
}

const base = buildSnapshot(configRows(), 7n);
const verdict = (snapshot: Snapshot, request = termination()) => {
  const { action, rule, code } = decide(snapshot.policy, request, surroundings());
  return `${action} ${rule} ${code}`;
};
const apply = (...changes: TableChange[]) => applyChanges(base, changes, 8n);

describe("buildSnapshot", () => {
  it("keeps version and rows", () => {
    expect(base.version).toBe(7n);
    expect(contents(base)).toEqual(contents(buildSnapshot(rowsOf(base), 7n)));
    expect([...rowsOf(base).phone_number]).toHaveLength(4);
    expect([...rowsOf(base).verification_item]).toEqual(worldRows().verifications);
  });

  it("takes the large tables in pieces", () => {
    const builder = new SnapshotBuilder();
    for (const row of worldRows().phoneNumbers) builder.add({ table: "phone_number", rows: [row] });
    builder.add({ table: "verification_item", rows: worldRows().verifications });
    expect(contents(builder.finish(configRows(), 7n))).toEqual(contents(base));
  });

  const bad: [
    IdTable | "platform_settings",
    string,
    Partial<WorldRows> & Record<string, unknown>,
  ][] = [
    ["acl_entry", KERERU_ACL, { aclEntries: [aclRow(KERERU_ACL, { block: "198.51.100.1/28" })] }],
    ["acl_entry", KERERU_ACL, { aclEntries: [aclRow(KERERU_ACL, { block: "nonsense" })] }],
    ["acl_entry", KERERU_ACL, { aclEntries: [aclRow(KERERU_ACL, { validUntilMs: NOW - 1000 })] }],
    ["acl_entry", KERERU_ACL, { aclEntries: [aclRow(KERERU_ACL, { validFromMs: Number.NaN })] }],
    ["core_source", testId(4, 3), { coreSources: [{ id: testId(4, 3), block: "10.0.0.0/40" }] }],
    ["edge_proxy", testId(4, 4), { edgeProxies: [{ id: testId(4, 4), address: "edge" }] }],
    ["gateway", KERERU_GATEWAY, { gateways: [gatewayRow(KERERU_GATEWAY, { port: 0 })] }],
    ["gateway", KERERU_GATEWAY, { gateways: [gatewayRow(KERERU_GATEWAY, { host: "a b" })] }],
    [
      "core_endpoint",
      testId(5, 3),
      { coreEndpoints: [coreEndpointRow(testId(5, 3), { weight: -1 })] },
    ],
    ["trunk", KERERU_TRUNK, { trunks: [trunkRow(KERERU_TRUNK, { allowedDestinations: ["nz"] })] }],
    ["trunk", KERERU_TRUNK, { trunks: [trunkRow(KERERU_TRUNK, { fqdnLabel: "a.b" })] }],
    ["platform_settings", "1", { settings: { signallingFqdn: "10.0.0.1", sipPort: 5060 } }],
    ["phone_number", testId(7, 1), { phoneNumbers: [numberRow(1, "6498879333")] }],
    ["phone_number", testId(7, 1), { phoneNumbers: [numberRow(1, BYOC, { trunkId: null })] }],
    ["phone_number", testId(7, 1), { phoneNumbers: [numberRow(1, BYOC, { kind: "cradle" })] }],
    [
      "verification_item",
      testId(8, 1),
      { verifications: [verificationRow(1, { verifiedFromMs: null })] },
    ],
    ["verification_item", testId(8, 1), { verifications: [verificationRow(1, { numberId: "7" })] }],
  ];
  it.each(bad)("names the %s %s that cannot be read", (table, id, rows) => {
    const build = () => buildSnapshot(configRows(worldRows(rows)), 1n);
    expect(build).toThrow(UnreadableRow);
    expect(build).toThrow(expect.objectContaining({ table, id }));
  });

  it("refuses values that this version does not know, rather than guess", () => {
    // What a newer portal may write one day.
    const newer = {
      ...carrierRow(KERERU),
      authMode: "certificate",
    } as unknown as RowOfTable["carrier"];
    const build = () => buildSnapshot({ ...configRows(), carrier: [newer] }, 1n);
    expect(build).toThrow(expect.objectContaining({ table: "carrier", id: KERERU }));
    const kind = { ...numberRow(1, BYOC), kind: "mobile" } as unknown as RowOfTable["phone_number"];
    const number = () => buildSnapshot({ ...configRows(), phone_number: [kind] }, 1n);
    expect(number).toThrow(expect.objectContaining({ table: "phone_number" }));
  });

  it("says nothing of secrets in its complaint", () => {
    const rows = [
      { ...secrets, id: testId(6, 1), carrierId: "x", state: "active", retiresAtMs: null },
    ];
    const build = () =>
      buildSnapshot(
        { ...configRows(), sip_credential: rows as RowOfTable["sip_credential"][] },
        1n,
      );
    expect(build).toThrow(/^sip_credential .* cannot be read: carrierId: (?!.*c2VhbGVk)/);
  });
});

describe("applyChanges", () => {
  it("applies an ACL entry, and its removal, and leaves the old snapshot alone", () => {
    const id = testId(4, 50);
    const row = aclRow(id, { block: "192.0.2.1" });
    const request = termination({ source: "192.0.2.1" });
    const added = apply({ table: "acl_entry", ids: [id], rows: [row] });
    expect(added.version).toBe(8n);
    expect(verdict(added, request)).toBe("route route null");
    expect(verdict(base, request)).toBe("drop source-unknown null");
    const removedRow = { ...row, active: false, removedAtMs: NOW };
    const removed = applyChanges(
      added,
      [{ table: "acl_entry", ids: [id], rows: [removedRow] }],
      9n,
    );
    expect(verdict(removed, request)).toBe("drop source-unknown null");
    expect(lookUpSource(removed.policy, address("192.0.2.1"), NOW, []).kind).toBe("in-dialog-only");
    const deleted = applyChanges(removed, [{ table: "acl_entry", ids: [id], rows: [] }], 10n);
    expect(lookUpSource(deleted.policy, address("192.0.2.1"), NOW, []).kind).toBe("unknown");
    expect(contents(deleted)).toEqual(contents(base));
  });

  it("shares what hangs on other tables", () => {
    const next = apply({
      table: "carrier",
      ids: [KERERU],
      rows: [carrierRow(KERERU, { state: "suspended" })],
    });
    expect(verdict(next)).toBe("reject carrier-inactive 403");
    expect(next.policy.sources).toBe(base.policy.sources);
    expect(next.policy.numbers).toBe(base.policy.numbers);
    expect(next.trunks).toBe(base.trunks);
  });

  it("applies a trunk's state and settings, and compiles that trunk alone", () => {
    const next = apply({
      table: "trunk",
      ids: [KERERU_TRUNK],
      rows: [trunkRow(KERERU_TRUNK, { state: "suspended" })],
    });
    expect(verdict(next)).toBe("reject trunk-inactive 403");
    const other = (snapshot: Snapshot) => snapshot.policy.trunks.byId.get(KERERU_OTHER_TRUNK);
    expect(other(next)).toBe(other(base));
  });

  it("applies the signalling FQDN to every name and header plan", () => {
    const settings = { signallingFqdn: "new.example.com", sipPort: 5060 };
    const next = apply({ table: "platform_settings", rows: [settings] });
    expect(verdict(next)).toBe("reject fqdn-unknown 404");
    const request = origination({ uri: { host: "t1.new.example.com" } });
    expect(decide(next.policy, request, surroundings())).toMatchObject({
      action: "route",
      headers: { identityHost: "new.example.com" },
    });
  });

  it("moves a number to another trunk, renames it, switches it off, deletes it", () => {
    const id = testId(7, 1);
    const change = (...rows: RowOfTable["phone_number"][]) =>
      apply({ table: "phone_number", ids: [id], rows });
    const moved = change(numberRow(1, BYOC, { trunkId: testId(3, 9) }));
    expect(verdict(moved)).toBe("reject b-number-unassigned 404");
    const renamed = change(numberRow(1, "+6498879399"));
    expect(verdict(renamed)).toBe("reject b-number-unassigned 404");
    expect(verdict(renamed, termination({ uri: { user: "+6498879399" } }))).toBe(
      "route route null",
    );
    expect(verdict(change(numberRow(1, BYOC, { active: false })))).toBe(
      "reject b-number-unassigned 404",
    );
    expect(verdict(change())).toBe("reject b-number-unassigned 404");
    expect(verdict(base)).toBe("route route null");
    expect(renamed.policy.numbers.index.count).toBe(base.policy.numbers.index.count);
  });

  it("revokes a verification at once", () => {
    const request = origination({ message: { from: party(CRADLE) } });
    expect(verdict(base, request)).toBe("route route null");
    const id = testId(8, 1);
    const revoked = verificationRow(1, { state: "revoked" });
    const next = apply({ table: "verification_item", ids: [id], rows: [revoked] });
    expect(verdict(next, request)).toBe("reject a-number-not-allowed 403");
    const gone = apply({ table: "verification_item", ids: [id], rows: [] });
    expect(verdict(gone, request)).toBe("reject a-number-not-allowed 403");
  });

  it("does not let a verification pass to another row that takes the number", () => {
    const request = origination({ message: { from: party(CRADLE) } });
    const cradle = { kind: "cradle", carrierId: null, trunkId: null } as const;
    const next = apply({
      table: "phone_number",
      ids: [testId(7, 3), testId(7, 77)],
      rows: [numberRow(77, CRADLE, cradle)],
    });
    expect(verdict(next, request)).toBe("reject a-number-not-allowed 403");
  });

  it("reads a whole table anew", () => {
    const next = apply({ table: "phone_number", ids: null, rows: [numberRow(9, OTHER_BYOC)] });
    expect([...rowsOf(next).phone_number]).toHaveLength(1);
    expect(verdict(next)).toBe("reject b-number-unassigned 404");
    const nobody = apply({ table: "acl_entry", ids: null, rows: [] });
    expect(verdict(nobody)).toBe("drop source-unknown null");
    expect(verdict(nobody, origination())).toBe("route route null");
  });

  it("applies targets, edge proxies, core sources, credentials, egress addresses", () => {
    const off = gatewayRow(KERERU_GATEWAY, { enabled: false });
    expect(
      verdict(apply({ table: "gateway", ids: [KERERU_GATEWAY], rows: [off] }), origination()),
    ).toBe("reject no-target 480");
    expect(verdict(apply({ table: "core_endpoint", ids: null, rows: [] }))).toBe(
      "reject no-target 480",
    );
    expect(verdict(apply({ table: "core_source", ids: null, rows: [] }), origination())).toBe(
      "drop source-unknown null",
    );
    const edge = { id: testId(4, 60), address: "198.51.100.1" };
    expect(verdict(apply({ table: "edge_proxy", ids: [edge.id], rows: [edge] }))).toBe(
      "drop source-unknown null",
    );
    const credential = {
      ...secrets,
      id: testId(6, 5),
      carrierId: TUI,
      state: "active",
      retiresAtMs: null,
    } as const;
    const known = apply({ table: "sip_credential", ids: [credential.id], rows: [credential] });
    expect(known.credentials.get(credential.id)).toBe(credential);
    expect(apply({ table: "egress_address", ids: null, rows: [] }).egressAddresses).toEqual([]);
  });

  it("keeps the old snapshot when a row cannot be read", () => {
    const rows = [aclRow(KERERU_ACL, { block: "0.0.0.0/33" })];
    const broken = () => apply({ table: "acl_entry", ids: [KERERU_ACL], rows });
    expect(broken).toThrow(expect.objectContaining({ table: "acl_entry", id: KERERU_ACL }));
    expect(verdict(base)).toBe("route route null");
    expect(verdict(base, origination({ uri: { user: FAR_END } }))).toBe("route route null");
  });

  it("comes to what building anew comes to, whatever the changes", () => {
    const blocks = ["192.0.2.0/28", "192.0.2.0/29", "192.0.2.1", "192.0.2.8/29", "2001:db8::/64"];
    const numbers = [BYOC, OTHER_BYOC, CRADLE, FAR_END];
    const step = fc.oneof(
      fc.record({ acl: fc.integer({ min: 1, max: 4 }), block: fc.constantFrom(...blocks) }),
      fc.record({ aclGone: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ number: fc.integer({ min: 0, max: 3 }), active: fc.boolean() }),
      fc.record({ numberGone: fc.integer({ min: 0, max: 3 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const acl = new Map(worldRows().aclEntries.map((row) => [row.id, row]));
        const phones = new Map(worldRows().phoneNumbers.map((row) => [row.id, row]));
        let snapshot = base;
        for (const one of steps) {
          let change: TableChange;
          if ("acl" in one) {
            const row = aclRow(testId(4, one.acl + 10), { block: one.block });
            acl.set(row.id, row);
            change = { table: "acl_entry", ids: [row.id], rows: [row] };
          } else if ("aclGone" in one) {
            const id = testId(4, one.aclGone + 10);
            acl.delete(id);
            change = { table: "acl_entry", ids: [id], rows: [] };
          } else if ("number" in one) {
            // Ids and numbers stay paired: a number is in one row at a time.
            const row = numberRow(one.number + 20, numbers[one.number] ?? BYOC, {
              active: one.active,
            });
            for (const [id, other] of phones) if (other.e164 === row.e164) phones.delete(id);
            const ids = [
              row.id,
              ...worldRows()
                .phoneNumbers.filter((r) => r.e164 === row.e164)
                .map((r) => r.id),
            ];
            phones.set(row.id, row);
            change = { table: "phone_number", ids, rows: [row] };
          } else {
            const id = testId(7, one.numberGone + 20);
            phones.delete(id);
            change = { table: "phone_number", ids: [id], rows: [] };
          }
          snapshot = applyChanges(snapshot, [change], snapshot.version + 1n);
        }
        const rows = worldRows({
          aclEntries: [...acl.values()],
          phoneNumbers: [...phones.values()],
        });
        const fresh = buildSnapshot(configRows(rows), 1n);
        expect(contents(snapshot)).toEqual(contents(fresh));
        for (const at of ["192.0.2.1", "192.0.2.9", "192.0.2.15", "198.51.100.1", "2001:db8::1"]) {
          const asked = [address(at), NOW, []] as const;
          const kinds = [snapshot, fresh].map(({ policy }) => lookUpSource(policy, ...asked).kind);
          expect(kinds[0]).toBe(kinds[1]);
        }
        for (const user of numbers) {
          const request = termination({ uri: { user } });
          expect(verdict(snapshot, request)).toBe(verdict(fresh, request));
        }
      }),
      { numRuns: 200 },
    );
  });
});
