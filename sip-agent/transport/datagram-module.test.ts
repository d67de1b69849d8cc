/** The native module: which form is chosen, that it compiles without a warning, and what becomes of its memory. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it, test } from "vitest";
import { compileDatagramModule } from "@/scripts/lib/build-datagram-module.mjs";
import { type DatagramModule, datagramForm, loadDatagramModule } from "./datagram-module";

const found = loadDatagramModule();
const hasCompiler = (process.env.PATH ?? "")
  .split(path.delimiter)
  .some((folder) => existsSync(path.join(folder, "cc")));

function nativeModule(): DatagramModule {
  if (typeof found === "string") throw new Error(found);
  return found;
}

describe("the form", () => {
  const anyModule = {} as DatagramModule;

  it("is plain where there is no module, and where it is asked for", () => {
    expect(datagramForm("auto", "it is not built")).toBe("plain");
    expect(datagramForm("plain", "it is not built")).toBe("plain");
    expect(datagramForm("plain", anyModule)).toBe("plain");
  });

  it("is batched where there is one", () => {
    expect(datagramForm("auto", anyModule)).toBe("batched");
    expect(datagramForm("batched", anyModule)).toBe("batched");
  });

  it("is refused with a sentence where it was asked for and is not there", () => {
    expect(() => datagramForm("batched", "it is not built")).toThrow(
      "SIP_DATAGRAMS=batched: it is not built",
    );
  });
});

describe.skipIf(!hasCompiler)("the C file", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "datagram-module-"));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("compiles without a warning", async () => {
    const flags = ["-Werror", "-Wconversion", "-Wshadow", "-Wpedantic"];
    expect(await compileDatagramModule(path.join(folder, "datagram.node"), flags)).toBeNull();
    expect(readdirSync(folder)).toEqual(["datagram.node"]);
  });
});

describe.skipIf(typeof found === "string")("the module", () => {
  const sockets = () =>
    readdirSync("/proc/self/fd").filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`).startsWith("socket:");
      } catch {
        return false; // the one that the directory was read with
      }
    }).length;
  const open = (onEvent: (came: number, isWritable: boolean) => void = () => {}) => {
    const listener = nativeModule().open("127.0.0.1", 0, false, 65_536, onEvent);
    if (typeof listener === "number") throw new Error(`errno ${listener}`);
    return listener;
  };

  test("says errno where it cannot open, and takes nothing but listeners of its own", () => {
    const module = nativeModule();
    const busy = open();
    expect(module.open("127.0.0.1", busy.port, false, 65_536, () => {})).toBe(
      -os.constants.errno.EADDRINUSE,
    );
    for (const address of ["localhost", "", "::1", "1".repeat(500)]) {
      expect(module.open(address, 0, false, 65_536, () => {})).toBe(-os.constants.errno.EINVAL);
    }
    expect(module.open("127.0.0.1", 65_536, false, 65_536, () => {})).toBe(
      -os.constants.errno.EINVAL,
    );
    const { memory, port, receiveBufferBytes } = busy;
    expect(() => module.send({ memory, port, receiveBufferBytes }, 1)).toThrow(
      "not a datagram listener",
    );
    module.close(busy);
  });

  test("sends no row that lies outside its memory, and nothing after closing", () => {
    const module = nativeModule();
    const listener = open();
    const table = new Uint32Array(listener.memory, 2_048, 512);
    const invalid = -os.constants.errno.EINVAL;
    for (const count of [-1, 65]) expect(module.send(listener, count)).toBe(invalid);
    table.set([262_145, 9, 0, 0x7f000001], 0);
    expect(module.send(listener, 1)).toBe(invalid);
    table.set([0xffff_ffff, 9, 0, 0x7f000001], 0);
    expect(module.send(listener, 1)).toBe(invalid);
    table.set([200_000, 9, 0, 0x7f000001, 0, 0, 0, 0, 62_145, 9, 0, 0x7f000001], 0);
    expect(module.send(listener, 2)).toBe(invalid);
    table.set([1, 65_536, 0, 0x7f000001], 0);
    expect(module.send(listener, 1)).toBe(invalid);
    module.close(listener);
    module.close(listener);
    expect(module.send(listener, 1)).toBe(invalid);
    expect(module.awaitWritable(listener)).toBe(-os.constants.errno.EBADF);
    // The memory is there for as long as somebody looks at it.
    expect(table[1]).toBe(65_536);
  });

  test("leaves no descriptor behind, closed before, inside and after its events", async () => {
    const module = nativeModule();
    const before = sockets();
    for (let round = 0; round < 200; round++) module.close(open());
    expect(sockets()).toBe(before);
    await new Promise<void>((resolve) => {
      const listener = open((came) => {
        expect(came).toBe(1);
        module.close(listener);
        resolve();
      });
      const table = new Uint32Array(listener.memory, 2_048, 512);
      table.set([3, listener.port, 0, 0x7f000001], 0);
      expect(module.send(listener, 1)).toBe(1);
    });
    expect(sockets()).toBe(before);
  });

  test("ends with a thread and with a process that left it open", () => {
    const file = path.resolve("dist/datagram.node");
    const opens = `process.dlopen(module, ${JSON.stringify(file)});
      const at = module.exports.open("127.0.0.1", 0, false, 65536, () => {});`;
    const program = `const { Worker } = require("node:worker_threads");
      const module = { exports: {} };
      ${opens}
      const text = ${JSON.stringify(`const module = { exports: {} }; ${opens} require("node:worker_threads").parentPort.postMessage(at.port);`)};
      const worker = new Worker(text, { eval: true });
      worker.once("message", async (port) => {
        await worker.terminate();
        console.log(port > 0 && at.port > 0);
        process.exit(0);
      });`;
    const { status, signal, stdout } = spawnSync(process.execPath, ["-e", program], {
      encoding: "utf8",
      timeout: 20_000,
    });
    expect({ status, signal, stdout }).toEqual({ status: 0, signal: null, stdout: "true\n" });
  });
});
