// The hotline's page by keyboard: search over what stands in the page itself, one card at a time, the caller's language.
(() => {
  const root = document.querySelector(".aryz-call");
  if (!root) return;
  const box = document.getElementById("aryz-call-q"), spoken = document.getElementById("aryz-call-in");
  const list = document.getElementById("aryz-call-found"), signs = root.querySelector(".aryz-signs");
  const MOST = 7, STEM = 4; // results shown; letters that two forms of a word share at least

  // One spelling for what callers' words are written with: case, ё, Kazakh letters, Uzbek apostrophes.
  const PLAIN = { ё: "е", қ: "к", ғ: "г", ҳ: "х", ў: "у", ә: "а", і: "и", ң: "н", ө: "о", ұ: "у", ү: "у", һ: "х" };
  const words = (text) => text.toLowerCase().replace(/[‘’ʻʼ'`]/g, "").replace(/[ёқғҳўәіңөұүһ]/g, (one) => PLAIN[one])
    .split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2);
  const alike = (typed, known) => {
    if (known.startsWith(typed)) return 2;
    const shared = Math.max(STEM, typed.length - 3);
    return typed.length > STEM && known.slice(0, shared) === typed.slice(0, shared) ? 1 : 0;
  };

  const cards = [...root.querySelectorAll(".aryz-card")].map((card) => ({
    card, asked: card.dataset.words.split("|").map(words), said: words(card.textContent),
  }));
  cards.push({ card: signs, asked: [...signs.querySelectorAll("th, td")].map((cell) => words(cell.textContent)), said: [] });

  // A card weighs what its best question shares with what was typed, and a little for words elsewhere.
  const shared = (typed, known) => typed.reduce((sum, word) => sum + Math.max(0, ...known.map((one) => alike(word, one))), 0);
  const whole = (typed, known) => Number(known.length === typed.length && shared(typed, known) === 2 * typed.length);
  // Among equals comes first the card of which more questions are like that.
  const weigh = (typed, { asked, said }) => {
    const each = asked.map((one) => shared(typed, one) + whole(typed, one)), best = Math.max(...each);
    return 6 * best + shared(typed, said) + (best && each.filter((one) => one === best).length / each.length);
  };

  const show = (card) => {
    for (const one of cards) one.card.hidden = one.card !== card;
    if (card === null) signs.hidden = false;
  };
  const open = (card) => {
    show(card);
    list.replaceChildren();
    card.scrollIntoView();
    card.querySelector("h2").focus({ preventScroll: true });
  };
  const search = () => {
    const typed = words(box.value);
    const found = cards.map((one) => [typed.length && weigh(typed, one), one.card])
      .filter(([weight]) => weight).sort((a, b) => b[0] - a[0]).slice(0, MOST);
    list.replaceChildren(...found.map(([, card]) => {
      const row = document.createElement("li"), link = document.createElement("a");
      link.href = `#${card.id || "signs"}`;
      link.textContent = card.querySelector("h2").textContent;
      link.onclick = (event) => { event.preventDefault(); open(card); };
      row.append(link);
      return row;
    }));
    show(found.length ? found[0][1] : null);
  };
  const say = () => {
    for (const one of root.querySelectorAll("[data-say]")) one.hidden = one.dataset.say !== spoken.value;
    for (const one of root.querySelectorAll(".aryz-card, .aryz-signs td")) { // not translated: whatever there is
      const all = [...one.querySelectorAll("[data-say]")];
      if (all.length && all.every((row) => row.hidden)) all[all.length - 1].hidden = false;
    }
  };
  const move = (step) => {
    const links = [...list.querySelectorAll("a")], at = links.indexOf(document.activeElement) + step;
    if (at < 0) box.focus();
    else if (links.length) links[Math.min(at, links.length - 1)].focus();
  };

  const KEYS = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    F2: () => { spoken.selectedIndex = (spoken.selectedIndex + 1) % spoken.length; say(); },
    F4: () => open(signs),
    F8: () => location.assign(root.dataset.triage),
    Escape: () => { box.value = ""; search(); box.focus(); scrollTo(0, 0); },
  };
  addEventListener("keydown", (event) => {
    const inSearch = event.target === box || list.contains(event.target);
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" && event.target === box) {
      const first = list.querySelector("a");
      if (first) first.click();
    } else if (KEYS[event.key] && (inSearch || !event.key.startsWith("Arrow"))) {
      event.preventDefault();
      KEYS[event.key]();
    }
  });
  box.addEventListener("input", search);
  const own = document.documentElement.lang, base = (tag) => tag.split("-")[0];
  if ([...spoken.options].filter(({ value }) => base(value) === base(own)).length > 1) spoken.value = own; // in the page's letters
  spoken.addEventListener("change", say);
  say();
  show(null);
  box.focus();
})();
