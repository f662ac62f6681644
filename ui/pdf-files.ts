import { createReadStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const from = fileURLToPath(new URL("node_modules/pdfjs-dist", import.meta.url));

/** What the PDF reader fetches while it works: character maps, the fonts every reader has, decoders without wasm. */
const FOLDERS: Record<string, RegExp> = {
  cmaps: /\.bcmap$|^LICENSE$/,
  standard_fonts: /./,
  wasm: /_nowasm_fallback\.js$|^LICENSE_(PDFJS_)?(JBIG2|OPENJPEG)$/,
};

/** Serves the PDF reader's own files under `/pdf/`, and puts them into the build. */
export function pdfFiles(): Plugin {
  return {
    name: "pdf-files",
    configureServer(server) {
      server.middlewares.use("/pdf", (request, answer, next) => {
        const path = join(from, decodeURIComponent((request.url ?? "").split("?")[0] ?? ""));
        if (!path.startsWith(from + sep) || !existsSync(path)) return next();
        answer.setHeader(
          "content-type",
          path.endsWith(".js") ? "text/javascript" : "application/octet-stream",
        );
        createReadStream(path).pipe(answer);
      });
    },
    generateBundle() {
      for (const [folder, wanted] of Object.entries(FOLDERS)) {
        for (const name of readdirSync(join(from, folder)).filter((one) => wanted.test(one))) {
          const source = readFileSync(join(from, folder, name));
          this.emitFile({ type: "asset", fileName: `pdf/${folder}/${name}`, source });
        }
      }
    },
  };
}
