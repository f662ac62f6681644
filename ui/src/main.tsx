import { show } from "./app/show";

void show();
