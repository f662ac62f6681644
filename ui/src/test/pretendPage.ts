import { show } from "~/app/show";
import { type Answers, pretend } from "./pretend";

/** The page: the shell's fixtures, over them the features' own, over them what the address asks for. */
const fixtures = import.meta.glob<{ answers?: Answers }>(
  ["../app/fixtures.ts", "../features/*/fixtures.ts"],
  {
    eager: true,
  },
);

/** Orders and accounts are those of their own lists, whoever else has some. */
const own = /features\/(?:accounts|orders)\//;
const paths = Object.keys(fixtures).sort((one, other) => Number(own.test(one)) - Number(own.test(other)));
pretend(...paths.map((path) => fixtures[path]?.answers ?? {}));
void show();
