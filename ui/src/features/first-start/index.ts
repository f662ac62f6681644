import { lazy } from "react";

export const FirstStart = lazy(async () => ({ default: (await import("./FirstStart")).FirstStart }));
