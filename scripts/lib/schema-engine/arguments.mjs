// Reads the command line that Prisma's CLI gives its schema engine.

/**
 * @typedef {object} EngineRequest
 * @property {string[]} datamodelFiles paths of the schema files
 * @property {{ url?: string, shadowDatabaseUrl?: string }} datasource
 * @property {string | null} command what stands after `cli`; null: serve JSON-RPC
 * @property {boolean} version print the version and leave
 */

/**
 * @param {string[]} argv without the program's own two words
 * @returns {EngineRequest}
 */
export function parseEngineArguments(argv) {
  const request = { datamodelFiles: [], datasource: {}, command: null, version: false };
  const words = argv[Symbol.iterator]();
  const next = () => words.next().value;
  for (const word of words) {
    switch (word) {
      case "--datamodels":
      case "--datamodel":
      case "-d":
        request.datamodelFiles.push(next());
        break;
      case "--datasource":
        request.datasource = JSON.parse(next());
        break;
      case "--enabled-preview-features":
      case "--extension-types":
        next(); // carries a value that means nothing to this engine
        break;
      case "cli":
        request.command = next();
        break;
      case "--version":
      case "-V":
        request.version = true;
        break;
      default: // newer CLIs may add flags; the native engine's defaults hold for them
    }
  }
  return request;
}
