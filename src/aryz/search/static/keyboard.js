// What the keys pressed would have written on another keyboard: the twin of Analysis.layouts. It is loaded for a query of
// which the index has no word.
(analysis, text, own) => {
  const { keyboards, kazakh_keys: kazakh } = analysis.rules;
  const board = (from, to) => Object.fromEntries([...keyboards[from]].map((ch, key) => [ch, [...keyboards[to]][key]]));
  const pressed = (keys) => [...text].map((ch) => own(keys, ch) ?? ch).join("");
  let made = [];
  if ([...text].some((ch) => analysis.isCyrillic(ch))) made = [pressed(board("ru", "en")), pressed(kazakh)];
  else if (/[a-zA-Z]/.test(text)) {
    const russian = board("en", "ru");
    made = [pressed(russian), pressed({ ...russian, ...kazakh })];
  }
  return [...new Set(made)].filter((one) => one !== text);
};
