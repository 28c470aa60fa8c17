// Reads what aryz.search.packing wrote: the twin of that file, and of aryz.search.chunks' bit of a form.
// Pages and so many columns of what is said of them, from a row of bits.
const unpacked = (text, columns) => {
  const data = atob(text);
  let at = 0, held = 0, left = 0;
  const read = (count) => {
    for (; left < count; left += 8) {
      if (at > data.length) throw new Error("shard");
      held = held << 8 | data.charCodeAt(at++);
    }
    left -= count;
    const value = held >> left & (1 << count) - 1;
    held &= (1 << left) - 1;
    return value;
  };
  const plain = () => read(read(5)), count = plain();
  if (count < 0 || count > 8 * data.length) throw new Error("shard"); // each page takes a bit
  const rice = (made, first) => {
    const low = read(4);
    for (let n = first; n < count; n++) {
      let above = 0;
      while (read(1)) above++;
      made[n] = above << low | read(low);
    }
    return made;
  };
  const column = () => {
    const made = new Int32Array(count), size = plain(), table = Array.from({ length: size || 1 }, plain);
    if (size === 1) return made.fill(table[0]);
    rice(made, 0);
    for (let n = 0; n < count; n++) made[n] = size ? table[made[n]] : table[0] + made[n];
    return made;
  };
  const pages = new Int32Array(count);
  if (!count) return [pages, ...Array(columns).fill(pages)];
  pages[0] = plain();
  rice(pages, 1);
  for (let n = 1; n < count; n++) pages[n] += pages[n - 1] + 1;
  return [pages, ...Array.from({ length: columns }, column)];
};
// JSON in which Russian small letters and others of one byte have changed places
const swapped = (text) => JSON.parse(text.replace(/[`-\x7fа-я]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + (letter < "а" ? 976 : -976))));
// rows of a word with so many values, of each word only the letters that the one before has not
const fronted = (text, width) => {
  const made = [], parts = text ? text.split(" ") : [];
  for (let at = 0, word = ""; at < parts.length; at += width) {
    word = word.slice(0, parts[at].charCodeAt(0) - 48) + parts[at].slice(1);
    made.push([word, ...parts.slice(at + 1, at + width)]);
  }
  return made;
};
const counted = (text) => fronted(text, 2).map(([word, count]) => [word, +count]);
const unrun = (runs, count) => {
  const made = new Int32Array(count);
  for (let run = 0, at = 0; run < runs.length; run += 2) made.fill(runs[run], at, at += runs[run + 1]);
  return made;
};
const bucket = (key, count) => {
  let made = 0;
  for (let at = 0; at < key.length; at++) made = (Math.imul(made, 31) + key.charCodeAt(at)) & 0x7fffffff;
  return made % count;
};
const formBit = (exact) => {
  let crc = -1;
  for (const byte of new TextEncoder().encode(exact)) {
    crc ^= byte;
    for (let n = 0; n < 8; n++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return 1 << (~crc & 7);
};
