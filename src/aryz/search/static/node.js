// Asks the browser's search in Node.js: node node.js FOLDER, where FOLDER has search.js and given.json.
const fs = require("fs"), path = require("path");
const folder = process.argv[2], file = (name) => fs.readFileSync(path.join(folder, name), "utf8");
const { folder: index, asked, options } = JSON.parse(file("given.json"));
const Search = new Function(`${file("search.js")}; return Search;`)();
const load = async (name) => {
  let made;
  new Function("aryzShard", fs.readFileSync(path.join(index, `${name}.js`), "utf8"))((_, value) => { made = value; });
  return made;
};
const search = new Search(load);
(async () => {
  const made = [];
  for (const [text, language] of asked) made.push(await search.find(text, language, options));
  fs.writeFileSync(path.join(folder, "made.json"), JSON.stringify(made));
})();
