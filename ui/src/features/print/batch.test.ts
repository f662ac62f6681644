import { describe, expect, it } from "vitest";
import { labelNamed, latestOf, needsPerson, nextOf, paperOf, resumeAfter, squareOf, unsureOf } from "./batch";
import { batch, jammed, job } from "./fixtures";

const jobs = latestOf(jammed());

describe("a batch", () => {
  it("goes on after the label of which nobody knows", () => {
    expect(nextOf(jobs)?.position).toBe(38);
    expect(unsureOf(jobs).map((one) => one.position)).toEqual([37]);
    expect(needsPerson(jammed())).toBe(true);
    const next = nextOf(jobs);
    expect(jobs.slice(35, 40).map((one) => squareOf(one, next))).toEqual([
      "printed",
      "unsure",
      "next",
      "waiting",
      "waiting",
    ]);
  });

  it("shows the newest try at each place", () => {
    const again = job(37, "sent", { id: "again", queued_at: "2999-01-01T00:00:00Z" });
    const shown = latestOf(batch([...jammed().jobs, again]));
    expect(shown).toHaveLength(120);
    expect(shown[36]?.id).toBe("again");
  });

  it("finds the label that a scan names", () => {
    const number = jobs[36]?.tracking_no ?? "";
    const found = (scan: string) => {
      const one = labelNamed(jobs, scan);
      return one === null || one === "many" ? one : one.position;
    };
    expect(found(number)).toBe(37);
    expect(found(number.replace(/(.{4})/g, "$1 "))).toBe(37);
    // a carrier's routing code stands before the number
    expect(found(`42093728${number}`)).toBe(37);
    expect(found(number.slice(-6))).toBe(37);
    expect(found("A0989")).toBe(37);
    expect(found("9")).toBeNull();
    expect(found("0000000")).toBeNull();
    expect(found("   ")).toBeNull();
    const alike = [
      job(1, "queued", { tracking_no: "AA12345" }),
      job(2, "queued", { tracking_no: "BB12345" }),
    ];
    expect(labelNamed(alike, "12345")).toBe("many");
  });

  it("goes on after the last good label, and repeats only what was not seen", () => {
    const resumed = (position: number) => {
      const { from, passed, repeatable } = resumeAfter(jobs, jobs[position - 1] ?? null);
      return [from, passed.map((one) => one.position), repeatable.map((one) => one.position)];
    };
    expect(resumed(0)).toEqual([38, [], [37]]);
    expect(resumed(36)).toEqual([38, [], [37]]);
    expect(resumed(37)).toEqual([38, [], []]);
    expect(resumed(39)).toEqual([40, [38, 39], []]);
    expect(resumed(120)[0]).toBeNull();
  });

  it("needs nobody once a person has said what became of it", () => {
    const told = jammed().jobs.map((one) =>
      one.state === "unsure" ? { ...one, ended_at: one.updated_at } : one,
    );
    expect(needsPerson(batch(told, { state: "running" }))).toBe(false);
    expect(needsPerson(batch(jammed().jobs, { state: "running" }))).toBe(true);
  });

  it("tells the size of a paper", () => {
    expect(paperOf("om_100x150mm_100x150mm")).toBe("100 × 150 mm");
    expect(paperOf("na_index-4x6_4x6in")).toBe("4 × 6 in");
    expect(paperOf("labels")).toBe("labels");
  });
});
