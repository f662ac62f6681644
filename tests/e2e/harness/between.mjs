// Stands between the program and a provider, and changes what the provider says.
import http from "node:http";

/** Passes every call on to `target`; `change` gets each text of an answer and gives what the program gets instead. */
export async function startBetween(target, change) {
  const server = http.createServer(async (request, response) => {
    try {
      const answer = await passOn(target, request);
      const body = changed(Buffer.from(await answer.arrayBuffer()), change);
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/octet-stream", "content-length": body.length });
      response.end(body);
    } catch (error) {
      response.destroy(error);
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    base: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

async function passOn(target, request) {
  const own = new Set(["host", "connection", "content-length", "transfer-encoding", "accept-encoding"]);
  const headers = Object.entries(request.headers).filter(([name]) => !own.has(name));
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = request.method === "GET" ? undefined : Buffer.concat(chunks);
  return fetch(target + request.url, { method: request.method, headers, body, redirect: "manual" });
}

function changed(bytes, change) {
  let document;
  try {
    document = JSON.parse(bytes);
  } catch {
    return bytes; // a label, a page
  }
  return Buffer.from(JSON.stringify(document, (_, value) => (typeof value === "string" ? change(value) : value)));
}
