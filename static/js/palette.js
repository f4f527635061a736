// The palette: the search page in place. Ctrl K or / opens it, arrows choose, Enter opens, Esc closes and gives the focus
// back. Nobody's name is asked for while she types; that is done by the page, when the whole question is sent.
(function () {
  "use strict";
  var palette = document.getElementById("palette"), keys = document.getElementById("keys");
  if (!palette || !palette.showModal) { return; }
  var form = palette.querySelector("form"), input = form.elements.find, said = form.querySelector("[data-said]");
  var list = form.querySelector("[role=listbox]"), chosen = -1, turn = 0, timer = 0, before = null;
  function covered() { return document.body.classList.contains("covered"); }
  function open(dialog) {
    if (covered() || palette.open || keys.open) { return; }
    before = document.activeElement;
    dialog.showModal();
    if (dialog === palette) { input.select(); input.focus(); }
  }
  function shut() {
    turn += 1;
    window.clearTimeout(timer);
    input.value = "";
    show({hits: [], said: ""}, "");
    if (!covered() && before && before.focus) { before.focus(); }
  }
  function choose(next) {
    var options = list.children, old = options[chosen], now = options[next];
    if (old) { old.removeAttribute("aria-selected"); old.classList.remove("new"); }
    chosen = now ? next : -1;
    if (!now) { input.removeAttribute("aria-activedescendant"); return; }
    now.setAttribute("aria-selected", "true");
    now.classList.add("new");
    input.setAttribute("aria-activedescendant", now.id);
    now.scrollIntoView({block: "nearest"});
  }
  function word(tag, text) {
    var made = document.createElement(tag);
    made.textContent = text;
    return made;
  }
  function show(answer, otherwise) {
    choose(-1);
    list.textContent = "";
    answer.hits.forEach(function (hit, place) {
      var option = document.createElement("li"), name = word("span", hit.title);
      option.id = "palette_" + place;
      option.setAttribute("role", "option");
      option.dataset.url = hit.url;
      name.className = "grow";
      name.appendChild(document.createElement("br"));
      name.appendChild(word("small", hit.note));
      option.appendChild(name);
      option.appendChild(word("small", hit.group));
      list.appendChild(option);
    });
    input.setAttribute("aria-expanded", String(answer.hits.length > 0));
    said.textContent = answer.said || otherwise;
  }
  function ask() {
    var mine = turn += 1;
    if (input.value.trim().length < input.minLength) { show({hits: [], said: ""}, ""); return; }
    window.fetch(form.action, {
      method: "POST", credentials: "same-origin", redirect: "manual", cache: "no-store",
      headers: {Accept: "application/json"}, body: new FormData(form)
    }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    }).then(function (answer) {
      if (mine === turn && palette.open) { show(answer, answer.hits.length ? palette.dataset.some : palette.dataset.none); }
    }).catch(function () {
      if (mine === turn && palette.open) { show({hits: [], said: ""}, palette.dataset.failed); }
    });
  }
  function go(option) { if (option) { window.location.assign(option.dataset.url); } }
  input.addEventListener("input", function () {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, 300);
  });
  input.addEventListener("keydown", function (event) {
    var many = list.children.length;
    if (event.isComposing) { return; }
    if (event.key === "ArrowDown" && many) { event.preventDefault(); choose(chosen + 1 < many ? chosen + 1 : 0); }
    if (event.key === "ArrowUp" && many) { event.preventDefault(); choose(chosen > 0 ? chosen - 1 : many - 1); }
    if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); go(list.children[chosen]); }
  });
  list.addEventListener("click", function (event) { go(event.target.closest("[role=option]")); });
  [palette, keys].forEach(function (dialog) {
    dialog.addEventListener("close", shut);
    dialog.addEventListener("click", function (event) {
      if (event.target === dialog || event.target.closest("[data-shut]")) { dialog.close(); }
    });
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-palette]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); open(palette); }
  });
  document.addEventListener("keydown", function (event) {
    if (!palette.hasAttribute("data-keys") || event.defaultPrevented || event.altKey) { return; }
    var typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); open(palette); return; }
    if (event.ctrlKey || event.metaKey || typing) { return; }
    if (event.key === "/") { event.preventDefault(); open(palette); }
    if (event.key === "?") { event.preventDefault(); open(keys); }
  });
  // The cover lies over everything: an open dialog would lie over the cover and keep its button from her.
  new MutationObserver(function () {
    if (!covered()) { return; }
    [palette, keys].forEach(function (dialog) { if (dialog.open) { dialog.close(); } });
  }).observe(document.body, {attributes: true, attributeFilter: ["class"]});
})();
