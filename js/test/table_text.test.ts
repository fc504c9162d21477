import { describe, expect, it } from "vitest";

import { compareCells, csv, fileName, numberOf, plain, tabbed } from "../src/table_text.ts";

describe("cells of a table", () => {
  it("are read as the numbers that they show", () => {
    expect(["1,234", "4.2%", "<0.1%", "-3", "–", "dog"].map(numberOf)).toEqual([
      1234,
      4.2,
      0.05,
      -3,
      null,
      null,
    ]);
  });

  it("are sorted as numbers or as words, what is empty last both ways", () => {
    const cells = ["9", "1,000", "", "85%", "dog"];
    expect(cells.toSorted((a, b) => compareCells(a, b, false))).toEqual(["9", "85%", "1,000", "dog", ""]);
    expect(cells.toSorted((a, b) => compareCells(a, b, true))).toEqual(["1,000", "85%", "9", "dog", ""]);
    expect(["b10", "b9", "–"].toSorted((a, b) => compareCells(a, b, false))).toEqual(["b9", "b10", "–"]);
  });
});

describe("a table as text", () => {
  it("keeps cells whole, whatever stands in them", () => {
    expect(csv([["a,b", 'say "x"', "1"]])).toBe('"a,b","say ""x""",1\r\n');
    expect(tabbed([["a\tb", "c\nd"]])).toBe("a b\tc d");
  });

  it("makes no formula of a name", () => {
    expect(csv([["=1+1", "@cmd", "-x", "-5"]])).toBe("'=1+1,'@cmd,'-x,-5\r\n");
  });

  it("has numbers without the commas that people read them by", () => {
    expect(["1,234,567", "a,b", "12,34", "85%"].map(plain)).toEqual(["1234567", "a,b", "12,34", "85%"]);
  });

  it("has a file name that every system takes", () => {
    expect(fileName("../Kästchen: <b>", "csv")).toBe("Kästchen_b.csv");
    expect(fileName("///", "csv")).toBe("insight.csv");
  });
});
