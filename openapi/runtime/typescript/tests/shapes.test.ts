import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as shapes from "../paging/shapes.js";

const Node: shapes.Shape = shapes.record([
  ["id", "id", shapes.integer],
  ["created_at", "createdAt", shapes.optional(shapes.type("Date"))],
  ["tags", "tags", shapes.optional(shapes.mapOf(shapes.type("string")))],
  [
    "children",
    "children",
    shapes.optional(shapes.listOf(shapes.model(() => Node))),
  ],
  ["anything", "anything", shapes.optional(shapes.type("object"))],
]);

const wrong: readonly (readonly [json: unknown, fault: string])[] = [
  [null, "the body is not an object"],
  [[], "the body is not an object"],
  [{}, "the body.id is not an integer"],
  [{ id: "1" }, "the body.id is not an integer"],
  [{ id: 1.5 }, "the body.id is not an integer"],
  [{ id: 1, created_at: "soon" }, "the body.created_at is not a date"],
  [{ id: 1, tags: [] }, "the body.tags is not an object"],
  [{ id: 1, tags: { a: 1 } }, "a value of the body.tags is not a string"],
  [{ id: 1, children: {} }, "the body.children is not an array"],
  [{ id: 1, children: [null] }, "the body.children[0] is not an object"],
  [
    { id: 1, children: [{ id: 2 }, { id: 3, children: [{ id: null }] }] },
    "the body.children[1].children[0].id is not an integer",
  ],
];

void describe("a value of another shape is named with its place", () => {
  for (const [json, fault] of wrong) {
    void it(fault, () => {
      assert.equal(Node.check(json, "the body"), fault);
    });
  }
});

void it("optional fields may be null, and unknown fields are accepted", () => {
  const json = { id: 1, created_at: null, children: [], more: true };
  assert.equal(Node.check(json, "the body"), undefined);
});

void it("a field may have the name of a member that all objects have", () => {
  const { check } = shapes.record([
    ["toString", "toString", shapes.optional(shapes.type("string"))],
    ["valueOf", "valueOf", shapes.type("string")],
  ]);
  assert.equal(check({ valueOf: "a" }, "it"), undefined);
  assert.equal(check({}, "it"), "it.valueOf is not a string");
});

void it("a value of any type is not checked", () => {
  for (const anything of [1, "a", [], {}]) {
    assert.equal(Node.check({ id: 1, anything }, "the body"), undefined);
  }
});

void it("the property of a field is known by its name in JSON", () => {
  assert.equal(Node.properties.get("created_at"), "createdAt");
});
