// The floor of plain Node: hands datagrams on and reads none. node relay.mjs PORT CALLER_PORT ANSWERER_PORT
import dgram from "node:dgram";

const [port, callerPort, answererPort] = process.argv.slice(2).map(Number);
const BUFFER_BYTES = 4 * 1024 * 1024;
const socket = dgram.createSocket({
  type: "udp4",
  recvBufferSize: BUFFER_BYTES,
  sendBufferSize: BUFFER_BYTES,
  lookup: (host, _options, done) => done(null, host, 4),
});

socket.on("message", (bytes, from) => {
  if (from.port === answererPort) socket.send(bytes, callerPort, "127.1.0.1");
  else socket.send(bytes, answererPort, "127.0.0.2");
});
socket.bind(port, "127.0.0.1");
