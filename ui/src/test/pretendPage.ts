import { show } from "~/app/show";
import { type Answers, pretend } from "./pretend";

/** The page: the shell's fixtures, over them the features' own, over them what the address asks for. */
const fixtures = import.meta.glob<{ answers?: Answers }>(
  ["../app/fixtures.ts", "../features/*/fixtures.ts"],
  {
    eager: true,
  },
);

/** The orders are those of the list, whoever else has some of their own. */
const own = /features\/orders\//;
const paths = Object.keys(fixtures).sort((one, other) => Number(own.test(one)) - Number(own.test(other)));
pretend(...paths.map((path) => fixtures[path]?.answers ?? {}));
void show();
