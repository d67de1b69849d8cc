/** The version that this program was built from. */
import manifest from "../../package.json" with { type: "json" };

export const SOFTWARE_VERSION: string = manifest.version;
