// What @mdx-js/mdx reads in the documents of a folder: links and headings, as one JSON text.
// `node mdx.mjs FOLDER`, with @mdx-js/mdx, remark-gfm and remark-frontmatter installed above it.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.cwd(), "x.cjs"));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { compile } = await load("@mdx-js/mdx");
const gfm = (await load("remark-gfm")).default;
const frontmatter = (await load("remark-frontmatter")).default;

// Of HTML's own elements, those whose values a reader or a browser follows; of others, these three.
const OF_HTML = {
  a: ["href"], area: ["href"], link: ["href"], img: ["src"], source: ["src"],
  video: ["src", "poster"], audio: ["src"], iframe: ["src"],
};
const OTHERS = ["href", "to", "src"];
const isComponent = (name) => /[A-Z.-]/.test(name);

function words(node) {
  if (node.type === "text" || node.type === "inlineCode") return node.value;
  return (node.children ?? []).map(words).join("");
}

function read(tree) {
  const links = [];
  const headings = [];
  const add = (kind, url, node) =>
    links.push([kind, url, node.position.start.line, node.position.start.column]);
  const visit = (node) => {
    if (node.type === "link") add("link", node.url, node);
    else if (node.type === "image") add("image", node.url, node);
    else if (node.type === "definition") add("definition", node.url, node);
    else if (node.type === "heading") headings.push(words(node));
    else if (node.type.startsWith("mdxJsx") && node.name) {
      const wanted = OF_HTML[node.name] ?? (isComponent(node.name) ? OTHERS : []);
      for (const attribute of node.attributes) {
        // An expression is a program's: nothing says what it comes to.
        const isText = typeof attribute.value === "string";
        if (wanted.includes(attribute.name) && isText) add("tag", attribute.value, node);
      }
    }
    (node.children ?? []).forEach(visit);
  };
  visit(tree);
  return { links, headings };
}

const found = {};
for (const file of readdirSync(process.argv[2]).filter((name) => name.endsWith(".mdx")).sort()) {
  let seen;
  const spy = () => (tree) => { seen = read(tree); };
  try {
    await compile(readFileSync(join(process.argv[2], file), "utf8"), {
      remarkPlugins: [gfm, frontmatter, spy],
    });
    found[file] = seen;
  } catch (error) {
    found[file] = { error: error.reason ?? String(error) };
  }
}
const version = (name) => JSON.parse(readFileSync(join(process.cwd(), "node_modules", name, "package.json"))).version;
const versions = Object.fromEntries(["@mdx-js/mdx", "remark-gfm", "remark-frontmatter"].map((n) => [n, version(n)]));
console.log(JSON.stringify({ versions, documents: found }));
