// Passwords can be shown while one types, and a new one is judged. The words come with the fields; without this script
// the fields are plain ones. The server judges again, with lists that a page cannot carry: this is a first hint.
(() => {
  const shown = (field) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    const name = () => {
      button.textContent = field.type === "password" ? field.dataset.show : field.dataset.hide;
      button.setAttribute("aria-pressed", String(field.type !== "password"));
    };
    button.addEventListener("click", () => {
      field.type = field.type === "password" ? "text" : "password";
      name();
      field.focus();
    });
    field.form.addEventListener("submit", () => (field.type = "password")); // so that no browser remembers it as text
    button.setAttribute("aria-controls", field.id);
    name();
    field.after(button);
    return button;
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

  const judged = (field, after) => {
    const said = document.createElement("span");
    const meter = document.createElement("meter");
    const words = document.createElement("span");
    said.className = "strength";
    words.setAttribute("role", "status");
    Object.assign(meter, { min: 0, max: 3, low: 2, high: 3, optimum: 3 });
    meter.setAttribute("aria-label", field.dataset.strength);
    said.append(meter, words);
    after.after(said);
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

  for (const field of document.querySelectorAll("input[data-show]")) {
    const button = shown(field);
    if (field.dataset.strength) judged(field, button);
  }
})();
