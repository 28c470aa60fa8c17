// Passwords can be shown while one types, and a new one is judged. The words come with the fields; without this script
// the fields are plain ones. The server judges again, with lists that a page cannot carry: this is a first hint.
(() => {
  // one button for all passwords of a form, after the last
  const reveal = (form, fields) => {
    const last = fields[fields.length - 1], button = document.createElement("button");
    const say = (show) => {
      for (const field of fields) field.type = show ? "text" : "password";
      button.textContent = show ? last.dataset.hide : last.dataset.show;
    };
    button.type = "button";
    button.className = "quiet reveal";
    button.setAttribute("aria-controls", fields.map((field) => field.id).join(" "));
    button.addEventListener("click", () => say(last.type === "password"));
    form.addEventListener("submit", () => say(false)); // so that no browser remembers them as text
    say(false);
    last.after(button);
  };

  // 0: too short; 1: of few letters, or in the order of the keys; 2 and 3: by length and words
  const judge = (word) => {
    const letters = [...word.toLowerCase()];
    if (letters.length < 12) return 0;
    const steps = letters.slice(1).map((one, at) => one.codePointAt(0) - letters[at].codePointAt(0));
    const run = steps.filter((step) => Math.abs(step) < 2).length;
    if (new Set(letters).size < 7 || run * 2 > steps.length || /^\p{L}+[\d\W]{1,9}$/u.test(word)) return 1;
    return letters.length > 19 || word.trim().split(/\s+/).length > 2 ? 3 : 2;
  };

  const judged = (field) => {
    const said = document.createElement("span");
    const meter = document.createElement("meter");
    const words = document.createElement("span");
    said.className = "strength";
    words.setAttribute("role", "status");
    Object.assign(meter, { min: 0, max: 3, low: 2, high: 3, optimum: 3 });
    meter.setAttribute("aria-label", field.dataset.strength);
    said.append(meter, words);
    field.after(said);
    const look = () => {
      const grade = judge(field.value);
      const { short, weak, fair, good } = field.dataset;
      said.hidden = !field.value;
      meter.value = grade;
      words.textContent = [short.replace("{left}", 12 - [...field.value].length), weak, fair, good][grade];
    };
    field.addEventListener("input", look);
    look();
  };

  for (const form of document.forms) {
    const fields = [...form.querySelectorAll("input[data-show]")];
    if (fields.length) reveal(form, fields);
    for (const field of fields) if (field.dataset.strength) judged(field);
  }
})();
