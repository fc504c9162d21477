import { describe, expect, it } from "vitest";
import { ends } from "../src/long_name.ts";

describe("a long name", () => {
  it("keeps its end", () => {
    expect(ends("Tomato___Late_blight")).toEqual(["Tomato___Late_", "blight"]);
  });

  it("is never taken apart within a letter", () => {
    const [start, end] = ends(`${"a".repeat(10)}e\u0301fghij`);
    expect(end).toBe("e\u0301fghij");
    expect(start).toBe("a".repeat(10));
    expect(ends(`${"a".repeat(10)}👩\u200d🚒bcdef`)[1]).toBe("👩\u200d🚒bcdef");
  });

  it("stays whole when it is short or runs from right to left", () => {
    expect(ends("cat")).toEqual(["cat", ""]);
    expect(ends("قطة كبيرة جدا في الحديقة")[1]).toBe("");
  });
});
