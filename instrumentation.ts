// Runs once when the portal's server starts, before it takes a request.

export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { cleanEveryRequest } = await import("@/app/_server/clean-every-request");
    cleanEveryRequest();
  }
}
