// Closes a window as its frame's button does: a message to it (ICCCM, WM_DELETE_WINDOW), in the X protocol itself.
import net from "node:net";
import path from "node:path";

const [GET_ATTRIBUTES, GET_PROPERTY, INTERN_ATOM, QUERY_TREE, SEND_EVENT] = [3, 20, 16, 15, 25];
const CLIENT_MESSAGE = 33;
const VIEWABLE = 2;
const padded = (text) => Buffer.concat([Buffer.from(text), Buffer.alloc(-text.length & 3)]);

/** Asks the window of a process to close, on a display `:N`. */
export async function askToClose(display, pid) {
  const server = await connect(display);
  try {
    const [protocols, close, owner] = await Promise.all(["WM_PROTOCOLS", "WM_DELETE_WINDOW", "_NET_WM_PID"].map(server.atom));
    const windows = await server.children();
    const wanted = [];
    for (const window of windows) {
      const of = await server.property(window, owner);
      const answers = await server.property(window, protocols);
      if (of[0] === pid && answers.includes(close) && (await server.visible(window))) wanted.push(window);
    }
    if (wanted.length !== 1) throw new Error(`process ${pid} has ${wanted.length} windows that can be closed`);
    await server.message(wanted[0], protocols, close);
  } finally {
    server.end();
  }
}

/** Where every X server has its sockets, wherever temporary files are. */
const SOCKETS = path.join(path.parse(process.execPath).root, "tmp", ".X11-unix");

async function connect(display) {
  const socket = net.connect(path.join(SOCKETS, `X${display.slice(1)}`));
  const take = reader(socket);
  const hello = Buffer.alloc(12);
  hello.write("l");
  hello.writeUInt16LE(11, 2);
  socket.write(hello);
  const head = await take(8);
  const setup = await take(head.readUInt16LE(6) * 4);
  if (head[0] !== 1) throw new Error(`the display refused: ${setup}`);
  // after the names of the maker and of the picture formats comes the first screen, and it begins with its root
  const root = setup.readUInt32LE(32 + ((setup.readUInt16LE(16) + 3) & ~3) + setup[21] * 8);
  let last = Promise.resolve();
  /** One request at a time; its answer is 32 bytes and what they announce. */
  const ask = (...request) => {
    last = last.then(async () => {
      socket.write(called(...request));
      const answer = await take(32);
      if (answer[0] !== 1) throw new Error(`the display said ${answer[0] === 0 ? `error ${answer[1]}` : `event ${answer[0]}`}`);
      return { answer, rest: await take(answer.readUInt32LE(4) * 4) };
    });
    return last;
  };
  return {
    atom: async (name) => (await ask(INTERN_ATOM, 0, words(name.length), padded(name))).answer.readUInt32LE(8),
    children: async () => list((await ask(QUERY_TREE, 0, words(root))).rest),
    property: async (window, name) => list((await ask(GET_PROPERTY, 0, words(window, name, 0, 0, 64))).rest),
    visible: async (window) => (await ask(GET_ATTRIBUTES, 0, words(window))).answer[26] === VIEWABLE,
    /** Sends a message, and waits until the display has taken it. */
    message: async (window, kind, what) => {
      const event = Buffer.concat([Buffer.from([CLIENT_MESSAGE, 32, 0, 0]), words(window, kind, what, 0, 0, 0, 0)]);
      socket.write(called(SEND_EVENT, 0, words(window, 0), event));
      await ask(QUERY_TREE, 0, words(root));
    },
    end: () => socket.destroy(),
  };
}

const words = (...values) => {
  const buffer = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => buffer.writeUInt32LE(value, index * 4));
  return buffer;
};
const list = (buffer) => Array.from({ length: buffer.length >> 2 }, (_, index) => buffer.readUInt32LE(index * 4));

/** A request: what, a byte of its own, its length in words, the rest. */
function called(what, byte, ...parts) {
  const body = Buffer.concat(parts);
  const head = Buffer.from([what, byte, 0, 0]);
  head.writeUInt16LE(1 + (body.length >> 2), 2);
  return Buffer.concat([head, body]);
}

/** Takes so many bytes off a socket, as soon as they are there. */
function reader(socket) {
  let held = Buffer.alloc(0);
  let wake = () => {};
  let failed;
  socket.on("data", (more) => {
    held = Buffer.concat([held, more]);
    wake();
  });
  for (const name of ["error", "close"]) {
    socket.on(name, (error) => {
      failed = error instanceof Error ? error : new Error("the display went away");
      wake();
    });
  }
  return async (count) => {
    while (held.length < count) {
      if (failed) throw failed;
      await new Promise((done) => {
        wake = done;
      });
    }
    const taken = held.subarray(0, count);
    held = held.subarray(count);
    return taken;
  };
}
