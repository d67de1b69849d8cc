// Watches the embedded Postgres of a running installation: a crash is mended, a stop on purpose is respected.

const LOOK_EVERY_MS = 1000;

/**
 * A server that was stopped takes its process file along; one that crashed leaves it. The sip-agent works on without
 * Postgres, so that neither ends the installation.
 *
 * @param {import("./embedded-postgres.mjs").EmbeddedPostgres} embedded running
 * @param {object} options
 * @param {AbortSignal} options.signal aborted: look no more
 * @param {import("./progress.mjs").Progress} options.progress
 */
export function watchPostgres(embedded, { signal, progress }) {
  let wasUp = true;
  let isLooking = false;
  // A start that fails, for instance because a client's own port is the server's for a moment, takes the process file
  // along: without this it would look like a stop on purpose.
  let hasCrashed = false;

  async function look() {
    if (isLooking) return;
    isLooking = true;
    try {
      const { pid } = embedded;
      if (pid !== null && isAlive(pid)) {
        if (!wasUp) progress.say("Postgres is back.");
        wasUp = true;
        hasCrashed = false;
      } else if (pid === null && !hasCrashed) {
        if (wasUp) progress.say("Postgres was stopped. Start it again: npm run postgres -- start");
        wasUp = false;
      } else {
        if (!hasCrashed) progress.say("Postgres crashed. It is started again.");
        wasUp = false;
        hasCrashed = true;
        await embedded.start();
      }
    } catch (error) {
      progress.say(error.message);
    } finally {
      isLooking = false;
    }
  }

  const timer = setInterval(look, LOOK_EVERY_MS);
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM"; // another user's process is a process
  }
}
