// Words a slip of the finger away: the twin of what aryz.search.words does for that. It is loaded for a word that the index lacks.
async (search, typed, counted) => {
  const oneEdit = (a, b) => {
    let at = 0;
    while (at < a.length && a[at] === b[at]) at++;
    const rest = (word, from) => word.slice(from);
    return at > 0 && (rest(a, at + 1) === rest(b, at + 1) || rest(a, at) === rest(b, at + 1)
      || rest(a, at + 1) === rest(b, at)
      || (a[at] === b[at + 1] && a[at + 1] === b[at] && rest(a, at + 2) === rest(b, at + 2)));
  };
  // how many letters are added, lost, changed or swapped with the next
  const slips = (one, other) => {
    let earlier, before = [], row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i++) {
      [earlier, before, row] = [before, row, [i]];
      for (let j = 1; j <= other.length; j++) {
        let best = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one[i - 1] !== other[j - 1] ? 1 : 0));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) best = Math.min(best, earlier[j - 2] + 1);
        row.push(best);
      }
    }
    return row[other.length];
  };
  const within = async (shortest, far, fits) => {
    const found = [];
    await Promise.all(typed.filter((exact) => exact.length - 3 >= shortest).map(async (exact) => {
      const head = exact.slice(0, 3), word = exact.slice(3), rows = [];
      for (let size = word.length - far; size <= word.length + far; size++) rows.push(search.row("n", exact.slice(0, 4) + size));
      for (const [other, count] of (await Promise.all(rows)).flatMap(counted)) if (fits(word, other)) found.push([head + other, count]);
    }));
    return found;
  };
  const far = (word, other) => other.startsWith(word.slice(0, RIGHT)) && slips(other, word) <= FAR;
  const found = await within(SHORTEST_EDIT, 1, oneEdit);
  return search.commonest(found.length ? found : await within(SHORTEST_FAR, FAR, far));
};
