// From a query to groups of lists: the twin of aryz.search.queries and thesaurus.
// of lists of terms those of languages that each of them has; all, if there is no such language
const inOneLanguage = (told) => {
  const shared = told.map((terms) => new Set(terms.map((term) => term.slice(0, 2)))).reduce((a, b) => new Set([...a].filter((one) => b.has(one))));
  return [...new Set(told.flat())].filter((term) => !shared.size || shared.has(term.slice(0, 2)));
};

class Planner extends Shards {
  // from a query to groups of lists: { lists, weight, size, idf }
  async plan(query, typing) {
    const wanted = query.words.filter((word) => Object.keys(word.terms).length && !word.minus);
    const found = await Promise.all(wanted.map((word) => this.word(word, typing)));
    const terms = wanted.map((word, at) => {
      const [parts, better] = found[at];
      return [...Object.values(word.terms), ...(better ? parts.map((part) => part.term) : [])];
    });
    const weak = new Set(wanted.filter((word) => word.weak).flatMap((word) => Object.values(word.terms)));
    const telling = wanted.filter((word, at) => !word.weak && found[at][0].length).length;
    const standing = found.flatMap(([parts]) => parts.map(({ term }) => this.posting(term))); // while the meanings are loaded
    const [{ meanings, told }] = await Promise.all([this.meanings(new Set(terms.flat()), weak, telling), ...standing]);
    const groups = [], meant = {}, words = [];
    let lacking = false;
    for (const [at, word] of wanted.entries()) {
      const [parts, better] = found[at];
      const weight = word.weak ? WEAK : Math.floor((terms[at].some((term) => told.has(term)) ? TOLD : FULL) * this.tells(word) / FULL);
      if (!parts.length && !word.weak && !word.small) lacking = true;
      const group = parts.length ? await this.group(parts, weight) : null;
      if (group) groups.push(group);
      words.push({ word, parts, weight, beside: group });
      if (better) meant[word.text] = better;
    }
    const said = Object.keys(meant).length ? query.words.map((word) => own(meant, word.text) ?? word.text).join(" ") : "";
    groups.push(...await Promise.all(meanings.map(([parts, weight]) => this.group(parts, weight))));
    return { groups, meant: said, said: wanted.length > 0, language: this.language(query, found), lacking, words };
  }
  // the language that most words of a query stand in; of equal ones the likelier by its letters
  language(query, found) {
    const counts = new Map(query.languages.map((language) => [language, 0]));
    for (const [parts] of found) {
      for (const language of new Set(parts.filter(({ weight }) => weight !== KIN).map(({ term }) => term.slice(0, 2)))) {
        counts.set(language, (counts.get(language) || 0) + 1);
      }
    }
    return [...counts].reduce((best, one) => (best && best[1] >= one[1] ? best : one), null)?.[0] ?? "";
  }
  tells({ exact }) {
    const forms = Object.values(exact);
    return this.analysis.rules.digits.includes(forms[0][3]) ? COUNTS : forms.some((one) => [...one].length > LENGTHY + 2) ? TELLS : FULL;
  }
  // groups for words of other languages or of the law that say the same as those of a query
  async translated({ words, language }) {
    const made = await Promise.all(words.filter(({ word }) => !word.weak).map(async ({ word, parts, weight, beside }) => {
      const lists = await this.said(word, parts, parts.length && own(word.terms, language) ? language : "");
      return lists.length && { ...await this.group(lists, weight), beside };
    }));
    return made.filter(Boolean);
  }
  async said(word, parts, asked) {
    const made = new Map();
    const known = new Map([...Object.values(word.terms).map((term) => [term, FULL]), ...parts.map(({ term, weight }) => [term, weight])]);
    const found = await Promise.all([...known].map(async ([one, weight]) => {
      const where = weight !== KIN && one.startsWith(asked) && own((await this.letters(one)).others, one);
      const names = where ? where.split(" ") : [], keys = names.filter((_, at) => at % 2);
      const shards = await Promise.all(keys.map((_, at) => this.load(`g/${names[2 * at]}`)));
      const law = (language) => (one.startsWith(language) ? OF_LAW : OF_LAW_ELSEWHERE);
      return keys.flatMap((key, at) => shards[at][key].map((list) => [list, (key[0] === "h" ? law(list[0]) : TRANSLATED) * weight]));
    }));
    for (const [list, says] of found.flat()) {
      if (!made.has(list[1])) made.set(list[1], this.meant(list, Math.floor(says / FULL)));
    }
    return [...made.values()];
  }
  async word(word, typing) {
    const exact = Object.values(word.exact), languages = Object.keys(word.terms);
    const [kin, ...stand] = await Promise.all([
      this.alike(exact.filter((one) => KIN_LANGUAGES.includes(one.slice(0, 2)))), ...languages.map((one) => this.listed(word.terms[one]))]);
    let parts = languages.filter((_, at) => stand[at]).map((one) => ({ term: word.terms[one], bit: formBit(word.exact[one]), weight: FULL }));
    if (typing && word.prefix) parts.push(...await this.stems(await this.beginning(exact), PREFIX, parts));
    if (parts.length) return [[...parts, ...await this.stems(kin.slice(0, MOST_KIN), KIN, parts)], ""];
    if (word.small) return [parts, ""];
    const known = await Promise.all(Object.values(word.terms).map(async (term) => {
      const { others, classes } = await this.letters(term);
      return own(others, term) || own(classes, term);
    }));
    const near = known.some(Boolean) ? [] : await this.near(exact);
    parts = await this.stems(near, EDIT, []);
    return parts.length ? [parts, near[0].slice(3)] : [await this.stems(await this.alike(exact), ALIKE, []), ""];
  }
  async stems(words, weight, known) {
    const have = new Set(known.map((part) => part.term));
    const each = words.map((word) => `${word.slice(0, 2)}:${this.analysis.stem(word.slice(3), word.slice(0, 2))}`);
    const terms = [...new Set(each)].filter((term) => !have.has(term)), stand = await Promise.all(terms.map((term) => this.listed(term)));
    return terms.filter((_, at) => stand[at]).map((term) => ({ term, bit: 0, weight }));
  }
  // what a query's terms mean, as [parts, weight] of each group, and the terms that say it together
  async meanings(have, weak, telling) {
    const terms = [...have], rows = await Promise.all(terms.map((term) => this.letters(term))), fired = new Map();
    for (const [number, group, file, least, language, ...words] of rows.flatMap((row) => row.meanings).map((row) => row.split(" "))) {
      const said = words.map((word) => `${language}:${word}`).filter((term) => have.has(term));
      if (said.length >= +least) fired.set(+number, { group, said, file });
    }
    const phrases = [...fired].sort(([a], [b]) => a - b).map(([, one]) => one);
    const most = Math.max(...phrases.map(({ said }) => said.filter((term) => !weak.has(term)).length));
    const stories = this.stories(terms, rows).filter(({ said }) => most < 2 || said.length > most);
    const all = [...stories, ...phrases], within = (a, b) => a.length < b.length && a.every((term) => b.includes(term));
    const kept = all.filter(({ said }) => !all.some((other) => within(said, other.said)));
    const groups = new Map();
    for (const { group, said, file } of kept) {
      const made = groups.get(group) || { file, said: new Set(), languages: new Set() };
      groups.set(group, made);
      for (const term of said) {
        made.said.add(term);
        made.languages.add(term.slice(0, 2));
      }
    }
    const found = [...groups], lists = await Promise.all(found.map(([, { file }]) => this.load(`g/${file}`)));
    const told = new Set(found.filter(([, { said }]) => said.size > 1).flatMap(([, { said }]) => [...said]));
    const hinted = told.size ? HINTED : Math.floor(HINTED * HINTS / Math.max(HINTS, telling));
    const meanings = found.map(([group, { said, languages }], at) => {
      const each = [...languages].sort().flatMap((one) => lists[at][group].map((list) => this.meant(list, list[0] === one ? SYNONYM : FOREIGN)));
      return [[...new Map(each.map((part) => [part.key, part])).values()], said.size > 1 ? SAID : hinted];
    });
    return { meanings, told };
  }
  // what the stories of a group say together, if a short query tells any
  stories(terms, rows) {
    const classes = new Map(), counts = new Map(), made = [];
    terms.forEach((term, at) => {
      counts.set(term.slice(0, 2), (counts.get(term.slice(0, 2)) || 0) + 1);
      for (const one of own(rows[at].classes, term)?.split(" ") || []) classes.set(+one, [...(classes.get(+one) || []), term]);
    });
    if (!classes.size || Math.max(...counts.values()) > MOST_TOLD) return [];
    for (const [group, [file, ...stories]] of Object.entries(this.start.stories)) {
      const whole = stories.filter((story) => story.every((one) => classes.has(one)));
      const said = whole.flatMap((story) => {
        const told = inOneLanguage(story.map((one) => classes.get(one)));
        return told.length < story.length ? [] : told;
      });
      if (said.length) made.push({ group, file, said: [...new Set(said)] });
    }
    return made;
  }
  meant([language, number, size, sizes, row], weight) {
    const parts = sizes.split(" "), terms = [];
    for (let at = 0; at < parts.length; at += 2) terms.push([`${language}:${parts[at]}`, +parts[at + 1]]);
    const [pages, impacts] = unpacked(row, 1), idf = Math.max(...terms.map(([, size]) => (size ? this.idf(size) : 0)));
    return { terms, size, idf, weight, key: `${weight} ${number}`, pages, impacts };
  }
  async group(parts, weight) {
    const lists = await Promise.all(parts.map(async (part) => (part.term ? { ...part, ...await this.posting(part.term) } : part)));
    const size = lists.reduce((sum, list) => sum + list.size, 0);
    return { lists, weight, idf: Math.max(0, ...lists.map((list) => list.idf)), size };
  }
  wanted(groups) {
    const made = new Map();
    const add = (term, value) => made.set(term, Math.max(made.get(term) || 0, value));
    for (const { lists } of groups) {
      for (const list of lists) {
        if (list.term) add(list.term, list.idf * list.weight);
        else for (const [term, size] of list.terms) add(term, this.idf(size) * list.weight);
      }
    }
    return made;
  }
}
