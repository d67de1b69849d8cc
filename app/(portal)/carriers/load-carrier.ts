// A carrier with all that belongs to it, read once for the layout and the page in it.
import "server-only";
import { cache } from "react";
import { pageContext } from "@/app/_server/page-context";
import { getCarrier } from "@/lib/services/carriers/get-carrier";

export const loadCarrier = cache(async (id: string) => getCarrier(await pageContext(), { id }));
