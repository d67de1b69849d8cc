// Preloaded into a supervised process: ends it when the supervisor is gone, however that ended.
//
// The supervisor holds the other end of standard input, which the system closes with it, also at `kill -9`. What the
// process starts itself may inherit the preload, but has another parent and another standard input.
if (process.ppid === Number(process.env.SUPERVISOR_PID)) {
  const end = () => process.kill(process.pid, "SIGTERM");
  process.stdin.on("end", end).on("error", end).resume();
  process.stdin.unref?.();
}
