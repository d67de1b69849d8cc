// Waits until a process answers its health address.
import http from "node:http";
import { setTimeout as delay } from "node:timers/promises";

const POLL_MS = 100;

/**
 * @typedef {object} Health
 * @property {boolean} healthy
 * @property {string} lastAnswer what it said last, for a person
 */

/**
 * @param {string} url
 * @param {AbortSignal} signal aborted: waits no longer
 * @param {(body: string) => boolean} [isLasting] whether waiting cannot help against what it says
 * @returns {Promise<Health>}
 */
export async function waitUntilHealthy(url, signal, isLasting = () => false) {
  let lastAnswer = "no answer";
  while (!signal.aborted) {
    const answer = await askHealth(url);
    if (answer?.status === 200) return { healthy: true, lastAnswer: answer.body };
    if (answer !== null) {
      lastAnswer = `${answer.status} ${answer.body.trim()}`;
      if (isLasting(answer.body)) break;
    }
    await delay(POLL_MS);
  }
  return { healthy: false, lastAnswer };
}

/** @returns {Promise<{ status: number, body: string } | null>} null: nobody answers */
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
