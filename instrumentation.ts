// Runs once when the portal's server starts, before it takes a request.

export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { prepareServer } = await import("@/app/_server/prepare-server");
    prepareServer();
  }
}
