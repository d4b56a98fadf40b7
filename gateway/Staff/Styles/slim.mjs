// Takes from the compiled stylesheet what says nothing here: font smoothing, the fallbacks of custom properties that
// are always defined, fonts repeated for print, and rules for classes that no page and no tag helper names.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [, , stylesheet, ...folders] = process.argv;
const texts = folders.flatMap(folder => readdirSync(folder, { recursive: true })
  .filter(name => /\.(cshtml|cs|js)$/.test(name))
  .map(name => readFileSync(join(folder, name), "utf8"))
  // One helper writes two components: govuk-{block}__item.
  .flatMap(text => ["radios", "checkboxes"].map(block => text.replaceAll("{block}", block))));
const named = new Set(texts.flatMap(text => text.match(/(?:govuk|rn)-[A-Za-z0-9_-]+/g) ?? []));

// A name that ends in a dash goes on with a value: govuk-input--width-{width}.
const begun = [...named].filter(name => name.endsWith("-") && !["govuk-", "rn-"].includes(name));
const used = name => named.has(name) || begun.some(start => name.startsWith(start));

const css = readFileSync(stylesheet, "utf8")
  .replace(/-webkit-font-smoothing:antialiased;-moz-osx-font-smoothing:grayscale;?/g, "")
  .replace(/var\((--[\w-]+), [^)]*\)/g, "var($1)")
  .replace(/font-family:inherit(;|(?=}))/g, "");

writeFileSync(stylesheet, rules(css));

function rules(text) {
  let out = "", at = 0;
  while (at < text.length) {
    if (text.startsWith("/*", at)) {
      const end = text.indexOf("*/", at) + 2;
      out += text.slice(at, end) + "\n";
      at = end;
      continue;
    }
    const open = text.indexOf("{", at);
    if (open < 0) break;
    let depth = 1, end = open + 1;
    for (; depth > 0; end++) depth += text[end] === "{" ? 1 : text[end] === "}" ? -1 : 0;
    const head = text.slice(at, open), body = text.slice(open + 1, end - 1);
    out += head.startsWith("@") ? nested(head, body) : rule(head, body);
    at = end;
  }
  return out;
}

function nested(head, body) {
  const kept = body.includes("{") ? rules(body) : body;
  return kept ? `${head}{${kept}}` : "";
}

function rule(head, body) {
  const kept = selectors(head).filter(selector =>
    (selector.match(/\.(?:govuk|rn)-[A-Za-z0-9_-]+/g) ?? []).every(name => used(name.slice(1))));
  return body && kept.length ? `${kept.join(",")}{${body}}` : "";
}

function selectors(head) {
  let depth = 0, start = 0;
  const parts = [];
  for (let i = 0; i <= head.length; i++) {
    if (i === head.length || (head[i] === "," && depth === 0)) { parts.push(head.slice(start, i)); start = i + 1; }
    else depth += head[i] === "(" ? 1 : head[i] === ")" ? -1 : 0;
  }
  return parts;
}
