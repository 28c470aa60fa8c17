// What the stemmers made from Snowball by aryz.search.snowball stand on: a cursor in a word, and changes of it.
const among = (rows) => ({ table: new Map(rows), longest: Math.max(...rows.map(([text]) => text.length)) });

class Snowball {
  stem(word) {
    this.current = word;
    this.cursor = this.limit_backward = this.bra = 0;
    this.limit = this.ket = word.length;
    this.run();
    return this.current;
  }
  step(group, inside, back) {
    if (back ? this.cursor <= this.limit_backward : this.cursor >= this.limit) return false;
    if (group.includes(this.current[back ? this.cursor - 1 : this.cursor]) !== inside) return false;
    this.cursor += back ? -1 : 1;
    return true;
  }
  // goes over letters of (or not of) the group; true if one of the other kind stops it
  go(group, inside, back) {
    while (this.step(group, inside, back));
    return back ? this.cursor > this.limit_backward : this.cursor < this.limit;
  }
  in_grouping(group) { return this.step(group, true, false); }
  in_grouping_b(group) { return this.step(group, true, true); }
  out_grouping(group) { return this.step(group, false, false); }
  out_grouping_b(group) { return this.step(group, false, true); }
  go_in_grouping(group) { return this.go(group, true, false); }
  go_in_grouping_b(group) { return this.go(group, true, true); }
  go_out_grouping(group) { return this.go(group, false, false); }
  go_out_grouping_b(group) { return this.go(group, false, true); }
  eq_s(text) {
    if (this.current.slice(this.cursor, this.limit).slice(0, text.length) !== text) return false;
    this.cursor += text.length;
    return true;
  }
  eq_s_b(text) {
    const start = this.cursor - text.length;
    if (start < this.limit_backward || this.current.slice(start, this.cursor) !== text) return false;
    this.cursor = start;
    return true;
  }
  // the number of the longest text of the table that stands here; 0: none
  find_among({ table, longest }) {
    for (let size = Math.min(longest, this.limit - this.cursor); size >= 0; size--) {
      const number = table.get(this.current.slice(this.cursor, this.cursor + size));
      if (number !== undefined) { this.cursor += size; return number; }
    }
    return 0;
  }
  find_among_b({ table, longest }) {
    for (let size = Math.min(longest, this.cursor - this.limit_backward); size >= 0; size--) {
      const number = table.get(this.current.slice(this.cursor - size, this.cursor));
      if (number !== undefined) { this.cursor -= size; return number; }
    }
    return 0;
  }
  slice_from(text) {
    const more = text.length - (this.ket - this.bra);
    this.current = this.current.slice(0, this.bra) + text + this.current.slice(this.ket);
    this.limit += more;
    if (this.cursor >= this.ket) this.cursor += more;
    else if (this.cursor > this.bra) this.cursor = this.bra;
    this.ket = this.bra + text.length;
  }
  slice_del() { this.slice_from(""); }
}

