// Asks the browser's search in Node.js: node node.js FOLDER, where FOLDER has search.js and given.json.
const fs = require("fs"), path = require("path");
const folder = process.argv[2], file = (name) => fs.readFileSync(path.join(folder, name), "utf8");
const { folder: index, asked, options, copy } = JSON.parse(file("given.json"));
const Search = new Function(`${file("search.js")}; return Search;`)();
const load = async (name) => {
  let made;
  new Function("aryz", fs.readFileSync(path.join(index, `${name}.js`), "utf8"))((value, text) => { made = text ? Search.swapped(value) : value; });
  return made;
};
const whole = new Search(load);
(async () => {
  const search = copy ? new Search((await whole.load("copy"))(whole, copy, Search.bucket)) : whole;
  const made = [];
  for (const [text, language] of asked) made.push(await search.find(text, language, options));
  fs.writeFileSync(path.join(folder, "made.json"), JSON.stringify(made));
})();
