// Waits until a process answers its health address.
import http from "node:http";
import { setTimeout as delay } from "node:timers/promises";

const POLL_MS = 100;

/**
 * @param {string} url
 * @returns {Promise<{ status: number, body: string } | null>} null: nobody answers
 */
function askHealth(url) {
  return new Promise((resolve) => {
    const request = http.get(url, { timeout: 2000 }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.once("error", () => resolve(null));
      response.once("end", () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") });
      });
    });
    request.once("timeout", () => request.destroy(new Error("timeout")));
    request.once("error", () => resolve(null));
  });
}

/**
 * @param {string} url
 * @param {object} options
 * @param {number} options.limitMs
 * @param {AbortSignal} options.signal
 * @returns {Promise<{ healthy: boolean, lastAnswer: string }>} `lastAnswer`: what it said last, for a person
 */
export async function waitUntilHealthy(url, { limitMs, signal }) {
  const deadline = performance.now() + limitMs;
  let lastAnswer = "no answer";
  while (!signal.aborted && performance.now() < deadline) {
    const answer = await askHealth(url);
    if (answer?.status === 200) return { healthy: true, lastAnswer: answer.body };
    if (answer !== null) lastAnswer = `${answer.status} ${answer.body.trim()}`;
    await delay(POLL_MS);
  }
  return { healthy: false, lastAnswer };
}
