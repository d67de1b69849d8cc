// Carrier templates in the database; their settings are held against the schema as they are read.
import { type CarrierTemplate, TemplateSettings } from "@/lib/schemas/carrier-template";
import type { CarrierTemplate as Row } from "./generated/client";
import type { Connection } from "./store";

interface TemplateChanges {
  readonly name?: string;
  readonly description?: string;
  readonly settings?: TemplateSettings;
}

function read(row: Row): CarrierTemplate {
  return { ...row, settings: TemplateSettings.parse(row.settings) };
}

/** As JSON holds it: without the fields that are left out. */
function asJson(settings: TemplateSettings) {
  return JSON.parse(JSON.stringify(settings));
}

export function carrierTemplateStore(db: Connection) {
  return {
    async get(id: string): Promise<CarrierTemplate | null> {
      const row = await db.carrierTemplate.findUnique({ where: { id } });
      return row === null ? null : read(row);
    },
    /** By name. */
    async findAll(): Promise<CarrierTemplate[]> {
      return (await db.carrierTemplate.findMany({ orderBy: { name: "asc" } })).map(read);
    },
    async insert(
      row: Pick<CarrierTemplate, "id" | "name" | "description" | "settings">,
    ): Promise<CarrierTemplate> {
      const data = { ...row, settings: asJson(row.settings) };
      return read(await db.carrierTemplate.create({ data }));
    },
    async update(before: CarrierTemplate, changes: TemplateChanges): Promise<CarrierTemplate> {
      const { settings, ...rest } = changes;
      const json = settings === undefined ? {} : { settings: asJson(settings) };
      return read(
        await db.carrierTemplate.update({
          where: { id: before.id, version: before.version },
          data: { ...rest, ...json, version: { increment: 1 } },
        }),
      );
    },
    async delete(id: string): Promise<void> {
      await db.carrierTemplate.delete({ where: { id } });
    },
  };
}
