// Compiled templates to papers: the twin of aryz/documents/{generate,render}.py. The parts' bytes are Python's; only how
// hard they are deflated differs: by the browser, or not at all where it has no `CompressionStream`.
class MissingAnswerError extends Error {
  constructor(path) {
    super(`«${path}» is not answered yet.`);
    this.path = path;
  }
}

const zip = (() => {
  const DATE = 0x21; // 1 January 1980, the first day that a zip knows
  const UTF8 = 0x800;
  /** @type {Int32Array | null} */
  let table = null; // made when it is first needed
  const crc32 = (data) => {
    const found = (table = table || Int32Array.from({ length: 256 }, (_, at) => {
      let crc = at;
      for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
      return crc;
    }));
    let crc = -1;
    for (let at = 0; at < data.length; at += 1) crc = found[(crc ^ data[at]) & 255] ^ (crc >>> 8);
    return (crc ^ -1) >>> 0;
  };
  const bytesOf = (text) => new TextEncoder().encode(text);
  const fields = (...pairs) => {
    const made = new DataView(new ArrayBuffer(pairs.reduce((size, [width]) => size + width, 0)));
    let at = 0;
    for (const [width, value] of pairs) {
      if (width === 2) made.setUint16(at, value, true);
      else made.setUint32(at, value, true);
      at += width;
    }
    return new Uint8Array(made.buffer);
  };
  const joined = (pieces) => {
    const made = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      made.set(piece, at);
      at += piece.length;
    }
    return made;
  };

  const SMALL = 1000; // bytes that are not worth a stream of the browser's
  /**
   * Bytes as an entry of a zip: deflated by the browser, whose gzip counts the checksum on the way, or as they are where
   * it cannot or they are few (then `method` is 0).
   */
  const entry = async (name, bytes, store = false) => {
    const made = store || bytes.length < SMALL || typeof CompressionStream === "undefined" ? null : await gzip(bytes);
    if (!made || made[3] !== 0) return { name, crc: crc32(bytes), size: bytes.length, method: 0, data: bytes };
    const end = made.length - 8; // before the data ten bytes without a name, after them the checksum and the size
    return { name, crc: new DataView(made.buffer).getUint32(end, true), size: bytes.length, method: 8, data: made.subarray(10, end) };
  };
  const gzip = async (bytes) => {
    const { writable, readable } = new CompressionStream("gzip");
    const writer = writable.getWriter(), reader = readable.getReader();
    /** @type {Uint8Array[]} */
    const pieces = [];
    writer.write(bytes);
    writer.close();
    for (;;) { // `Response` would do it too, three times as slowly
      const { done, value } = await reader.read();
      if (done) return joined(pieces);
      pieces.push(value);
    }
  };

  /**
   * A zip of entries in order.
   * @param {{name: string, crc: number, size: number, method: number, data: Uint8Array}[]} entries
   */
  const archive = (entries) => {
    const body = [], directory = [];
    let size = 0;
    for (const { name, crc, size: whole, method, data } of entries) {
      const label = bytesOf(name);
      const common = fields([2, 20], [2, UTF8], [2, method], [2, 0], [2, DATE], [4, crc], [4, data.length], [4, whole],
        [2, label.length], [2, 0]);
      body.push(fields([4, 0x04034b50]), common, label, data);
      directory.push(fields([4, 0x02014b50], [2, 20]), common, fields([2, 0], [2, 0], [2, 0], [4, 0], [4, size]), label);
      size += 30 + label.length + data.length;
    }
    const listed = joined(directory), count = entries.length;
    const end = fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, listed.length], [4, size], [2, 0]);
    return joined([...body, listed, end]);
  };

  const unpacked = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return { bytesOf, entry, archive, unpacked };
})();

/** A compiled template made ready to run. `parts` and `fixed` are as in the plan. */
class Template {
  constructor(parts, fixed) {
    /** @type {any[][]} Name and text, or name, checksum, size and deflated bytes in base64. */
    this.constants = [...fixed];
    /** @type {[string, (env: any) => string][]} */
    this.bodies = [];
    /** @type {Promise<any[]> | null} */
    this.packed = null;
    for (const [name, body] of Object.entries(parts)) {
      const constant = name !== Template.DOCUMENT && body.every((piece) => typeof piece === "string");
      if (constant) this.constants.push([name, body.join("")]);
      else this.bodies.push([name, Template.body(body)]);
    }
  }

  /** A value as it stands in the XML of a paper: escaped, without control characters and halves of pairs. */
  static printed(value) {
    return run.textOf(value)
      .replace(/[\0-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]/gu, "")
      .replace(/[&<>\n\t]/g, (sign) => Template.ESCAPES[sign]);
  }

  static body(pieces) {
    const made = pieces.map((piece) => (typeof piece === "string" ? () => piece : Template.PIECES[piece[0]](...piece.slice(1))));
    return (env) => made.map((write) => write(env)).join("");
  }

  /**
   * The XML of each part that has tags, by zip name; throws MissingAnswerError.
   * @returns {[string, string][]}
   */
  renderParts(env) {
    const lookup = (path) => {
      const value = env.lookup(path);
      if (value === UNKNOWN) throw new MissingAnswerError(path);
      return value;
    };
    const strict = run.environment(lookup, env.language, env.tables, env.functions, env.locals);
    return this.bodies.map(([name, write]) => [name, write(strict)]);
  }

  /** The paper as a DOCX file. store: without deflating what is made now. */
  async renderDocx(env, store = false) {
    const made = Template.entries(this.renderParts(env), store);
    return zip.archive([...(await (store ? Template.entries(this.constants, store) : this.ready())), ...(await made)]);
  }

  /** What is the same in each paper, packed once. */
  ready() {
    return (this.packed = this.packed || Template.entries(this.constants));
  }

  /** Parts as entries of a zip. */
  static entries(parts, store = false) {
    return Promise.all(parts.map(async ([name, held, size, base64]) => {
      if (base64 !== undefined) return { name, crc: held, size, method: 8, data: zip.unpacked(base64) };
      return zip.entry(name, zip.bytesOf(held), store);
    }));
  }
}
// not written as static fields: browsers of older telephones do not know those
Template.DOCUMENT = "word/document.xml";
Template.ESCAPES = {
  "&": "&amp;", "<": "&lt;", ">": "&gt;",
  "\n": '</w:t><w:br/><w:t xml:space="preserve">', "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
};
Template.PIECES = {
  out: (node) => {
    const value = run.compile(node);
    return (env) => Template.printed(value(env));
  },
  if: (branches, other) => {
    const made = branches.map(([test, inner]) => [run.compile(test), Template.body(inner)]);
    const otherwise = Template.body(other);
    return (env) => {
      for (const [test, write] of made) if ($.truth(test(env))) return write(env);
      return otherwise(env);
    };
  },
  for: (name, node, inner) => {
    const [items, write] = [run.compile(node), Template.body(inner)];
    return (env) => {
      let made = "";
      run.each(items(env), name, env, () => { made += write(env); });
      return made;
    };
  },
};
