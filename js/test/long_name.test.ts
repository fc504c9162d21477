import { describe, expect, it } from "vitest";
import { cutMiddle, endOfFile, ends } from "../src/long_name.ts";

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

  it("that runs from right to left is parted where no letter takes another form", () => {
    expect(ends("قطة كبيرة جدا في الحديقة")).toEqual(["قطة كبيرة جدا في ا", "لحديقة"]);
    expect(ends("מחלה של הריאה השמאלית העליונה")[1]).toBe("עליונה");
    expect(ends("صورة أشعة للصدر رقم 123456789")[1]).toBe("123456789");
    expect(ends(`قطة ${"ب".repeat(20)}`)[1]).toBe("");
  });

  it("of a file keeps what stands before its suffix, too", () => {
    const name = "BloodImage_00009.jpg";
    expect(ends(name, endOfFile(name))).toEqual(["BloodImage", "_00009.jpg"]);
    expect(endOfFile("a name without suffix")).toBe(6);
  });

  it("stays whole when it is short or runs both ways", () => {
    expect(ends("cat")).toEqual(["cat", ""]);
    expect(ends("a cat is قطة in Arabic")[1]).toBe("");
  });
});

describe("a name in a sentence", () => {
  it("keeps its beginning and its end", () => {
    expect(cutMiddle("cat", 40)).toBe("cat");
    expect(cutMiddle(`${"大".repeat(50)}early`, 40)).toBe(`${"大".repeat(24)}…${"大".repeat(10)}early`);
    expect(cutMiddle(`${"a".repeat(30)}e\u0301fgh`, 12)).toBe("aaaaaaaa…fgh");
  });
});
