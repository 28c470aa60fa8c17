// What a copy says of its age: of which day its law is, and when that may be out of date. Of the phone's copy and the disk's.
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
const today = () => { const now = new Date(); return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10); };
const lawOf = ({ made, days, words }) => filled(words.copy, { day: days[made] });
const warningOf = ({ made, changes, old, very_old, days, words }) => {
  const now = today(), past = (Date.parse(now) - Date.parse(made)) / 86400000;
  if (past < 0) return words.clock;
  if (past > very_old) return filled(words.very_old, { days: very_old });
  const changed = changes.filter((day) => day <= now).pop();
  if (changed) return filled(words.changed, { day: days[changed] });
  return past > old ? filled(words.old, { days: old }) : "";
};
