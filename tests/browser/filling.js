// The pages of a file walked by a script: what a person does, without their slowness. One expression: a function of what
// is typed (`raw`, by path), the interview's title on the list of interviews, and what to do at each page on the way.
async (raw, title, seen = () => {}) => {
  const one = (where) => document.querySelector(where), all = (where) => [...document.querySelectorAll(where)];
  const set = (name, value) => {
    if (Array.isArray(value) && typeof value[0] === "object") {
      while (all(".list > .row").length < value.length) one(".list > .second").click();
      value.forEach((item, row) => Object.entries(item).forEach(([key, part]) => set(`${name}[${row}].${key}`, part)));
    } else if (value !== null && typeof value === "object" && !Array.isArray(value)) {
      for (const [key, part] of Object.entries(value)) set(`${name}.${key}`, part);
    } else {
      for (const input of document.getElementsByName(name)) {
        if (["checkbox", "radio"].includes(input.type)) input.checked = [value].flat().includes(input.value);
        else input.value = value;
      }
    }
  };
  const look = async (page) => { // a text that the file lacks would be written so
    if (document.body.innerText.includes("undefined")) throw new Error(`${page}: ${document.body.innerText}`);
    await seen(page);
  };
  const cards = all(".cards a"); // none in a file of one interview
  if (cards.length) {
    await look("index");
    cards.find((link) => link.firstChild.textContent === title).click();
  }
  await look("start");
  one("main .main").click();
  while (one("#answer")) {
    const asked = one("#answer").dataset.question;
    const here = all("#answer [name]").map((input) => input.name.split("[")[0]);
    const asks = (path) => here.some((name) => name === path || name.startsWith(`${path}.`));
    const fill = () => Object.entries(raw).forEach(([path, value]) => asks(path) && set(path, value));
    fill();
    await look(asked);
    fill(); // who saw the page may have changed it
    one("#answer").requestSubmit();
    if (one("#faults")) throw new Error(`${asked}: ${one("#faults").textContent}`);
  }
  await look("review");
}
