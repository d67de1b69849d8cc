// Preloaded into a supervised process: ends it when the supervisor is gone, however that ended.
//
// The supervisor holds the other end of standard input, which the system closes with it, also at `kill -9`.
process.stdin.on("end", () => process.kill(process.pid, "SIGTERM"));
process.stdin.on("error", () => process.kill(process.pid, "SIGTERM"));
process.stdin.resume();
process.stdin.unref?.();
