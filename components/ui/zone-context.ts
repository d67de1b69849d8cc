// The time zone that moments are shown in: UTC where nobody has said another.
import { createContext } from "react";

export const ZoneContext = createContext("UTC");
