// All of a case in one zip: the twin of aryz/package/make.py. Lists, calculation, note and calendar are made from their
// Python; by hand is what rests there on classes, patterns and bytes, under the names that it has there.
const Block = (kind, text = "", mark = "•", rows = []) => ({ kind, text, mark, rows });
const { plain } = engine;
const zipped = (files) => files; // a sheet's parts; `packaging` makes the file
const _safe = (text) => text.replace(/[\0-\x08\n-\x1f]/g, "").replace(/[&<>]/g, (sign) => Template.ESCAPES[sign]);

const pathsOf = (node) => (!Array.isArray(node) ? [] : node.length === 2 && node[0] === "get" ? [node[1]] : node.flatMap(pathsOf));
const _reads = (program, path) => pathsOf(program.plan.values[path]);
/** The paths of answers that a value is made of. */
const answersOf = (program, path) => ($.get(program.plan.values, path) === null ? [path]
  : _reads(program, path).flatMap((one) => answersOf(program, one)));
const _counts = (program, turn, path) => answersOf(program, path).every((needed) => !$.own(turn.answers, needed)
  || $.get(program.askedBy, needed, []).some(([question]) => turn.read.has(question)));

const from_markdown = (text) => {
  const ITEM = /^(?:[-*]|(\d+\.)) +(.+)$/, blocks = [];
  let rows = [];
  for (const line of [...text.split("\n").map((one) => $.strip(one)), ""]) {
    const bare = line.replace(/\*\*|__|`/g, "");
    if (line.startsWith("|")) {
      if (!/^\|[\s|:-]+\|?$/.test(line)) rows.push($.strip(bare, "|").split("|").map((cell) => $.strip(cell)));
      continue;
    }
    if (rows.length) blocks.push(documents_sheet.table(rows));
    rows = [];
    const found = ITEM.exec(bare) || ITEM.exec(line);
    if (found) blocks.push(Block("item", found[2], found[1] || "•"));
    else if (line.startsWith("#")) blocks.push(Block("heading", $.lstrip(bare, "# ")));
    else if (bare) blocks.push(Block("text", bare));
  }
  return blocks;
};

/** SHA-256 as hexadecimal digits; the browser's own is not there on every page, and makes one wait. */
const _digest = (text) => {
  const K = [], H = [], turned = (word, by) => (word >>> by) | (word << (32 - by));
  const prime = (n) => $.range(2, Math.floor(Math.sqrt(n)) + 1).every((one) => n % one);
  for (let n = 2; K.length < 64; n += 1) {
    if (!prime(n)) continue;
    K.push((Math.cbrt(n) * 2 ** 32) | 0);
    if (H.length < 8) H.push((Math.sqrt(n) * 2 ** 32) | 0);
  }
  const bytes = $.encode(text), words = new Int32Array((((bytes.length + 8) >> 6) + 1) * 16);
  [...bytes, 0x80].forEach((byte, at) => { words[at >> 2] |= byte << (24 - 8 * (at % 4)); });
  words[words.length - 1] = bytes.length * 8;
  for (let begun = 0; begun < words.length; begun += 16) {
    const w = [...words.subarray(begun, begun + 16)];
    let [a, b, c, d, e, f, g, h] = H;
    for (let at = 0; at < 64; at += 1) {
      if (at > 15) {
        const [x, y] = [w[at - 15], w[at - 2]];
        w[at] = (w[at - 16] + w[at - 7] + (turned(x, 7) ^ turned(x, 18) ^ (x >>> 3)) + (turned(y, 17) ^ turned(y, 19) ^ (y >>> 10))) | 0;
      }
      const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + K[at] + w[at]) | 0;
      const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, at) => { H[at] = (H[at] + word) | 0; });
  }
  return H.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
};

const packaging = (() => {
  /** A turn whose deadlines say what to do then, and what it rests on. */
  const speaking = (turn) => Object.assign(Object.create(turn), {
    deadlines: (language) => turn.deadlines(language).map((one) => {
      const [said, cite] = [plain(one.said), plain(one.cite)];
      return { ...one, text: said && cite ? `${$.rstrip(said, ".")} (${cite}).` : said || cite };
    }),
  });

  /** A file of parts, in order; what is deflated already is stored. */
  const archive = async (files) => zip.archive(await Promise.all(
    Object.entries(files).map(([name, whole]) => zip.entry(name, whole, name.endsWith(".docx")))));

  const sheet = async (stem, blocks, language, wide = false) => (!blocks.length ? {} : {
    [`${stem}.${language}.docx`]: await archive(documents_sheet.as_docx(blocks, language, wide)),
    [`${stem}.${language}.txt`]: $.encode(documents_sheet.as_text(blocks)),
  });

  /**
   * The files of a case by name. held: what the page holds: texts by language, titles of guides by name and language.
   * @returns {Promise<Record<string, Uint8Array>>}
   */
  const files = async (given, held, language) => {
    const turn = speaking(given), { program } = turn, { languages, document_languages: spoken } = program.plan;
    const text = (document, key) => paperText(program.template(document, key), turn.environment(key));
    const made = {};
    for (const document of turn.documents) {
      for (const key of spoken) {
        made[`${document}.${key}.docx`] = await program.template(document, key).renderDocx(turn.environment(key));
        made[`${document}.${key}.txt`] = $.encode(text(document, key));
      }
    }
    const annexesIn = (key, named) => Object.fromEntries(turn.documents
      .map((document) => [named(document), package_annexes.annexes_of(text(document, key))]).filter(([, found]) => found.length));
    for (const key of spoken) {
      const texts = held.texts[key], annexes = annexesIn(key, (document) => program.documents[document].title[key]);
      const listed = $.truth(annexes) ? package_annexes.annex_list(annexes, texts["package.annexes"]) : [];
      Object.assign(made, await sheet("annexes", listed, key));
      Object.assign(made, await sheet("calculation", package_calculation.calculation(program, turn, texts, key), key, true));
    }
    const own = languages.includes(language) ? language : languages[0], first = spoken.includes(own) ? own : spoken[0];
    const calendar = package_calendar.calendar_text(program.plan.id, turn.deadlines(own), turn.today);
    if (calendar) made["deadlines.ics"] = $.encode(calendar);
    const told = {
      papers: Object.fromEntries(turn.documents.map((document) => [document, text(document, first)])),
      annexes: annexesIn(first, (document) => document), files: Object.keys(made),
    };
    const guides = Object.fromEntries(Object.entries(held.guides).map(([guide, words]) => [guide, $.get(words, own, guide)]));
    return { ...await sheet("note", package_note.note(program, turn, told, held.texts[own], own, guides), own), ...made };
  };

  return { files, archive };
})();

ENDS.push((turn, held, language) => {
  const t = held.texts[language], name = `${turn.program.plan.id}.zip`;
  const make = async () => give(await packaging.archive(await packaging.files(turn, held, language)), name, "application/zip");
  return [inputs.h("p", { class: "paper" }, inputs.h("button", { type: "button", class: "main", id: "package", click: make }, t["package.make"])),
    inputs.h("p", {}, t["package.about"])];
});
